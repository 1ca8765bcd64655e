"""The window: the only room that knows Qt.

main      start: application, one window per profile, the event loop
window    sidebar, pages, banners
page_stack  the pages, each made when it is first needed
summary   what the sidebar says, worked out beside the window
actions   every command with its keys, declared once
commands  what they do, and when they may
signals   ``Changes`` on its way to the pages
watcher   decks edited on disk, other processes, a new study day
failures  what a person can mend as a banner, a bug as a report
smoke     timings from process start to painted
theme     palettes, style sheet, icons
widgets   parts that several pages use
charts    own painters on one small axis module
pages     one module a page, independent of each other
"""

# First of all: PySide reads the source of every module that is imported after it (it looks for the
# word PySide6), and Python keeps the lines. Of SQLAlchemy alone that would be 13 MB and 40 ms.
import flashprep.app.flashprep  # noqa: F401 - for its order alone
