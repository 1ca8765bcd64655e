"""Charts, drawn with QPainter.

axis    scale, grid and labels
bullet  a value with its interval against a bar
"""
