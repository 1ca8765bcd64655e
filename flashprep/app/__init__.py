"""One module per thing a person does; each operation returns a ``Changes`` value.

flashprep    the composition: builds the parts of one open profile and hands them on
profile      which folder, and whether it can be used
preferences  the settings, read and changed
library      decks on disk and cards in the store, kept in step
reading      deck files in the folders: which to read again
recognition  which note of a file is which stored one
shipped      the program's own decks: copied into the profile, merged on an update
study        what comes next, and a grade, durable before the next card
session      the values that study hands on
pace         the person's own times, what was known before, days missed
course       when the present preparation began
plan         the weeks to the interview, and whether it all fits
milestones   a plan's milestones, measured by readiness
rescheduling changed options for all cards at once, after a look at what that does
optimize     FSRS's parameters fitted to the log
fitting      the process that does so
editing      a card's Markdown, edited in place
history      undo, and the story of one card
progress     readiness by domain, and what today holds
mocks        mock interviews: recorded, mended, taken away
stages       the stages of the interview and its loop, from an editable file
exports      everything as JSON
checks       what is wrong with deck files
statistics   charts of the past and of what falls due
"""
