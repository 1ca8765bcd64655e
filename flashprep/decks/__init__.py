"""Decks: Markdown text to notes, and back without touching a byte that need not change.

outline      headings of a Markdown text, and the fences and comments that hide headings
spans        code, formulas and fences blotted out; words counted
blocks       a deck split into front matter, prose and note blocks
quote        the quote line under a heading: ``key: value`` pairs and ``#tags``
labels       what quote lines and ``defaults:`` say, checked
sections     the answer and the known ``###`` sections under a question
frontmatter  the YAML at the top of a deck
encoding     bytes to text: UTF-8, without NUL, up to 4 MB
findings     the faults of one file while it is read
parser       all of that in one: bytes to a ``Deck`` of notes and faults
sides        the cards that a note makes
identity     which note of a file is which stored one; new ids
writer       write ids and single cards into a deck, atomically
folder       find and read deck files
merge        bring a person's edits and a newly shipped deck together
lint         faults of whole decks: the format, ids over all files, and card quality
quality      the rules of card quality that a program can check
similarity   how alike two questions are, by their letters, over many pairs
duplicates   which cards ask nearly the same, by their words

Only these are for the floors above: ``parser.parse``, ``sides.sides``, ``identity.match``,
``identity.new_id``, ``writer``, ``folder``, ``merge.merge``, ``lint.lint``.
"""
