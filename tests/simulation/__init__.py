"""Simulated learners, apart from the code that is judged on them. No human data was used.

- ``fsrs6``: FSRS-6 once more, in numpy, from its published formulas.
- ``world``: learners whose memory differs from what the app believes, and their days of study.
- ``policies``: what to study today; ``python -m tests.simulation.policies`` prints the comparison.
- ``readiness``: rubrics, mocks and the truth; ``python -m tests.simulation.readiness`` prints the
  calibration.
- ``logs``: logs of any length, to fit parameters to (``python -m tests.benchmarks.optimizer``).
- ``app``: the only module that hands a learner's cards to flashprep: it stands for the app.
"""
