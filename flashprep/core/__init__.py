"""Pure domain values and rules: no Qt, no SQL, no files, no clock (``now`` is always passed in).

cards        what a deck says: notes, cards, kinds, tiers
domains      the interview domains, their bars and weights
faults       what is wrong with a deck, where, and what to do
errors       failures that are a person's to mend, with a hint
clock        study days: which local day an instant belongs to
memory       the memory state of one card
scheduling   FSRS on study days (the only module that knows the library ``fsrs``)
reviews      rows of the review log
queue        which cards today, in which order
workload     what the queue works with: candidates, limits, loads, what was done
choice       which cards may be studied on a day, and the order of new ones
readiness    R x mastery x coverage per domain, with an interval
changes      what an operation touched
settings     every setting, declared once as data
"""
