"""How it looks: two palettes, one style sheet made from them, icons tinted per theme.

palette  the colors by what they mean
style    Qt's palette and style sheet from ours
icons    the SVG icons of ``resources/icons``
"""
