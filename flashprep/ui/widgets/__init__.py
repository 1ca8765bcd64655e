"""Widgets that know no page.

card_view      shows a rendered card: text, math, code, tables, pictures
card_theme     the look of a card in our palette
card_style     its colors, fonts and style sheet
card_dress     margins, leading, code grounds and quote bars of its document
card_formulas  formulas as objects in the text
card_copy      a selection as plain text, formulas as TeX
card_images    pictures from the deck's own folder, and nothing else
hard_cards     leeches and difficult cards, with what to do about each
wheel          keeps the mouse wheel from changing a field that it only passes over
work_bar       how far long work of a page is, and a way to give it up
"""
