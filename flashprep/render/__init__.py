"""Cards to HTML: pure functions, cached on disk; no Qt, no deck files, no database.

card       question, answer and the further parts of a card; the one door for the floors above
markdown   Markdown to a safe HTML fragment: clean, check, stash, normalize, parse, sanitize
caps       what is too long or too deep to be parsed, and is shown as plain text
stash      takes code and math out before parsing, and puts them back as trusted HTML
shapes     rewrites five CommonMark shapes that the library ``markdown`` misreads
sanitize   the allowlist that every fragment passes
code       syntax highlighting by CSS classes, and the two style sheets
math       one formula to outlines, or to a reason why not
tex/       TeX to boxes: lexer, parser, symbols, font metrics, layout
plain      Markdown as one plain text, cheaply
linear     a formula on one line of Unicode, for lists and comparisons
words      question and answer as plain text
cache      one small file per fragment and formula; a damaged one is a miss
"""

RENDER_VERSION = 3
"""Raise it whenever the same input would give another picture: it is part of every cache key."""
