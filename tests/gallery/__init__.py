"""Pictures of every page and state: ``python -m tests.gallery OUT [--quick] [--formulas]``.

worlds    profiles in the states that pages can be in, built through the app layer
states    what is to be seen, as data: a name, a world, and what a person did there
formulas  the conformance sheet of ``tests.render``, painted as cards paint it
deck.md   one card of each kind, with everything a card may hold
"""
