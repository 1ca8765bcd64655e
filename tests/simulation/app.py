"""The app, as the world meets it: the only module here that calls flashprep.

It does what design and program promise and nothing more: it turns what the app can see into
``flashprep.core``'s own shapes and asks ``core.policy`` for the order of the day, and
``core.readiness`` for the readiness of every domain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from flashprep.core import policy
from flashprep.core.mocks import MockResult
from flashprep.core.readiness import STRETCH, CardEvidence, Evidence, Readiness, assess, predict
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating
from tests.simulation.fsrs6 import Floats, Ints
from tests.simulation.world import (
    BELIEVED,
    DOMAINS,
    FORGOTTEN,
    NEW_KNOWN,
    NEW_UNKNOWN,
    RECALLED,
    RELEARNED,
    Study,
    View,
)

DESIRED_RETENTION = 0.90
BARS = (0.70, 0.75, 0.80, 0.70, 0.75)

_REVIEW = policy.Seconds(RECALLED, FORGOTTEN + RELEARNED)
_NEW = policy.Seconds(NEW_KNOWN, NEW_UNKNOWN)


def order(view: View) -> Ints:
    """Return today's cards by core.policy: gain per second times the urgency of the domain."""
    recall_today, recall_then, gain, seconds = _prospects(view)
    ripe = recall_today <= DESIRED_RETENTION
    if view.days_left <= policy.LAST_DAYS:
        ripe = np.full(len(ripe), fill_value=True)
    rate = gain / seconds
    candidates = np.flatnonzero((ripe | ~view.seen) & (rate > policy.LEAST_GAIN))
    urgent = _urgency(view, recall_then)[view.domain] * np.where(view.seen, 1.0, policy.NEW_WORTH)
    return candidates[np.argsort(-(rate * urgent)[candidates], kind="stable")]


def _prospects(view: View) -> tuple[Floats, Floats, Floats, Floats]:
    """Return of each card: recall today, recall on the day, gain of studying it, its seconds."""
    domains = range(DOMAINS)
    first = [view.first_rating[view.seen & (view.domain == d)] for d in domains]
    many = np.bincount(view.domain, minlength=DOMAINS)
    shares = [
        policy.prior(int((ratings >= Rating.GOOD).sum()), len(ratings), int(many[domain]))
        for domain, ratings in enumerate(first)
    ]
    known = np.array(shares)[view.domain]
    today, gain = policy.review_gain(
        DEFAULT_WEIGHTS, view.stability, view.difficulty, view.elapsed, view.days_left, np
    )
    then = BELIEVED.recall(view.stability, view.elapsed + view.days_left)
    seconds = policy.expected(_REVIEW.known, _REVIEW.unknown, today)
    new_seconds = policy.expected(_NEW.known, _NEW.unknown, known)
    return (
        np.where(view.seen, today, 0.0),
        np.where(view.seen, then, policy.unseen_recall(known)),
        np.where(view.seen, gain, policy.new_gain(DEFAULT_WEIGHTS, known, view.days_left)),
        np.where(view.seen, seconds, new_seconds) * view.cost,
    )


def _urgency(view: View, recall_then: Floats) -> Floats:
    names = [str(d) for d in range(DOMAINS)]
    cards = {name: float((view.domain == int(name)).sum()) for name in names}
    recalls = {
        name: policy.mean_recall((1.0, r) for r in recall_then[view.domain == int(name)].tolist())
        for name in names
    }
    weights = dict.fromkeys(names, 1.0 / DOMAINS)
    found = policy.urgency(weights, recalls, cards)
    return np.array([found[name] for name in names])


def readiness(
    study: Study,
    scores: Sequence[Sequence[float]],
    on: int,
    mocks: Mapping[int, Sequence[MockResult]],
) -> list[Readiness]:
    """Return every domain's readiness on day ``on``; ``scores`` are the rubric's, by card."""
    report = assess({str(d): _evidence(study, scores, on, d, mocks[d]) for d in range(DOMAINS)})
    return [report[str(domain)] for domain in range(DOMAINS)]


def prediction(study: Study, scores: Sequence[Sequence[float]], on: int, domain: int) -> float:
    """Return what the app keeps with a mock of day ``on``: readiness by the cards alone."""
    predicted = predict(_evidence(study, scores, on, domain, ()))
    assert predicted is not None
    return predicted


def _evidence(
    study: Study,
    scores: Sequence[Sequence[float]],
    on: int,
    domain: int,
    mocks: Sequence[MockResult],
) -> Evidence:
    cards = np.flatnonzero(study.learner.domain == domain)
    seen = study.seen[cards]
    stability, days = study.believed[0][cards], np.maximum(on - study.last[cards], 0)
    recall = BELIEVED.recall(stability, days)
    stretched = BELIEVED.recall(stability * math.exp(STRETCH), days)
    rows = [
        CardEvidence(1.0, float(recall[i]), float(stretched[i]), tuple(scores[card]))
        if seen[i]
        else CardEvidence(1.0, None)
        for i, card in enumerate(cards.tolist())
    ]
    first = [Rating(rating) for rating in study.first_rating[cards[seen]].tolist()]
    return Evidence(rows, first, BARS[domain], tuple(mocks))
