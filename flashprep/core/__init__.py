"""Pure domain values and rules: no Qt, no SQL, no files, no clock (``now`` is always passed in).

cards        what a deck says: notes, cards, kinds, tiers
domains      the interview domains, their bars and weights
faults       what is wrong with a deck, where, and what to do
errors       failures that are a person's to mend, with a hint
clock        study days: which local day an instant belongs to
memory       the memory state of one card
scheduling   FSRS on study days (the only module that knows the library ``fsrs``)
timetable    easy days and vacation: the share of the minutes that a day has
reviews      rows of the review log
rescheduling what changed options would make of every due day
queue        which cards today, in which order
everyday     the order of a day without a near interview
deadline     the order of a day before it: by the gain of a minute
policy       what a minute is worth: gain, urgency, expected seconds
prospects    that gain for every card, in whole numbers
fsrs6        FSRS-6's formulas for one card or for arrays
deck         cards as arrays
forecast     the days to come: model and order rolled forward
rolling      where a forecast begins, and one course of it, drawn by chance
retention    what a desired retention costs in minutes a day
ways         more minutes, fewer cards, a later date: what would make it fit
milestones   the five parts of the preparation
outline      the plan: parts, what was done, what comes, whether it fits
training     what FSRS's parameters are fitted to, and when new ones are taken
fitting      the fit, and the comparison on later reviews
gradient     the log-loss of a log and its gradient, in one walk through each course
slopes       the derivatives of FSRS-6's formulas
descent      the least value of a function within bounds
cancel       progress of long work, and how it is given up
workload     what the queue works with: candidates, limits, loads, what was done
choice       which cards may be studied on a day, and the order of new ones
readiness    R x mastery x coverage per domain, with an interval
evidence     what cards and log say of each domain, gathered for readiness
book         bars and weights as a person set them
mixture      mixtures of normal curves
mocks        mock interviews, fused with what the cards say
loop         stages, and the chance of passing the loop
moves        what the next hour would gain in each domain
ahead        a forecast of recall turned into one of readiness
changes      what an operation touched
settings     every setting, declared once as data
setting_values  their values: checked, stored, read back
glossary     the words of the field, in two sentences each
statistics   the values of the charts: shares with intervals, bins, groups, leeches
tally        one pass over the grades of a log
summary      from those counts to the values
"""
