"""FSRS-6's 21 weights fitted to a log: its log-loss, with a pull towards the published weights.

What is made least is the summed log-loss of recall on later days plus, for each weight, half the
square of its distance from the published one in units of ``SPREAD``. So a weight that the log says
nothing about stays as published, and one on which there is much evidence goes where that points.
The first stabilities are fitted by their logarithms, since they are positive and differ by factors,
and together with the rest: fitted beforehand, from second reviews alone, they end where they do so.

Source: FSRS-6, open-spaced-repetition wiki, "The Algorithm" and "The mechanism of optimization".
Imports numpy when it is used.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from flashprep.core.cancel import ignore, never, part
from flashprep.core.descent import minimize
from flashprep.core.fsrs6 import EASY, LOWER, UPPER
from flashprep.core.gradient import Courses, gradient, losses, walk
from flashprep.core.training import TRAINED_SHARE, Fit, surely_better

if TYPE_CHECKING:
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.fsrs6 import Weights
    from flashprep.core.training import Log

SPREAD = (
    *(1.0, 1.0, 1.0, 1.0),  # of the logarithm: people's first stabilities differ severalfold
    *(1.0, 0.25, 0.8, 0.05),  # difficulty
    *(0.5, 0.08, 0.3),  # stability after recall
    *(0.5, 0.05, 0.1, 0.5),  # stability after a lapse
    *(0.2, 0.5),  # Hard, Easy
    *(0.25, 0.1, 0.06),  # the same day
    0.08,  # decay
)
"""How far people's weights are expected from the published ones: a judgement, about a third of each
weight or more. With half or twice as much, 3,000 grades of simulated learners gain as much within
an eighth, 10,000 within a twentieth."""

_FITTED = 0.6
"""Share of the work that is the fit to the earlier part; the rest is the one to the whole log."""


def fit(
    log: Log,
    published: Weights,
    present: Weights,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> Fit:
    """Fit to the earlier part, compare on the later one, and if better fit to all.

    Raises ``Cancelled``.
    """
    courses = Courses.of(log)
    earlier, later = _parts(courses)
    fitted = best(courses, earlier, published, published, part(progress, 0, _FITTED), cancel)
    now, then = (losses(walk(w, courses), courses)[later] for w in (present, fitted))
    error = standard_error(now - then, courses.course[later])
    before, after = (float(x.mean()) if len(x) else math.nan for x in (now, then))
    if surely_better(before - after, error):
        # The later reviews were held back to compare only: with them the weights are surer (on
        # simulated learners they predict what comes next better by 3 % of the gain).
        rest = part(progress, _FITTED, 1.0)
        fitted = best(courses, earlier | later, published, fitted, rest, cancel)
    progress(1.0)
    return Fit(len(log.ratings), int(later.sum()), before, after, fitted, error)


def standard_error(differences: Any, cards: Any) -> float:
    """Return the standard error of a mean, where differences of one card may go together."""
    import numpy as np

    count = len(np.unique(cards))
    if count < 2:  # noqa: PLR2004 - one card says nothing about others
        return math.inf
    sums = np.bincount(cards, differences - differences.mean())
    return math.sqrt(float(sums @ sums) * count / (count - 1)) / len(differences)


def _parts(courses: Courses) -> tuple[Any, Any]:
    """Return which entries are the earlier predictions, and which the later ones."""
    import numpy as np

    predicted = courses.days >= 1
    places = np.sort(courses.place[predicted])
    cut = round(len(places) * TRAINED_SHARE)
    first_later = places[cut] if cut < len(places) else math.inf
    earlier = courses.place < first_later
    return predicted & earlier, predicted & ~earlier


def best(
    courses: Courses,
    counted: Any,
    published: Weights,
    start: Weights,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> tuple[float, ...]:
    """Return the weights that explain the counted predictions best without straying far."""
    import numpy as np

    middle, spread = np.array(published), np.array(SPREAD)
    factors = np.arange(len(middle)) < EASY

    def units(weights: Any) -> Any:
        values = np.array(weights)
        ratios = np.where(factors, values / middle, 1.0)
        return np.where(factors, np.log(ratios), values - middle) / spread

    def weights_at(point: Any) -> Any:
        away = point * spread
        return np.clip(np.where(factors, middle * np.exp(away), middle + away), LOWER, UPPER)

    def loss(point: Any) -> tuple[float, Any]:
        weights = weights_at(point)
        w = tuple(weights.tolist())
        walked = walk(w, courses)
        value = float(losses(walked, courses)[counted].sum() + point @ point / 2)
        slope = gradient(w, courses, walked, counted) * spread * np.where(factors, weights, 1.0)
        return value, slope + point

    with np.errstate(all="ignore"):  # a weight tried out on the way may be no use at all
        found = minimize(loss, units(start), units(LOWER), units(UPPER), progress, cancel)
    return tuple(weights_at(found).tolist())
