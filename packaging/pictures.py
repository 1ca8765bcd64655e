"""Draw the pictures of the shipped decks: ``python packaging/pictures.py [FOLDER]``.

Each curve is computed from its formula, or by a seeded simulation, and the points that are drawn
are kept in the PNG's text under ``data``: a test computes them again. The pictures have a light
ground of their own, as the window does not recolor them for its dark theme.
"""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path
from statistics import NormalDist

import canvas
import numpy as np
from canvas import BLUE, MUTED, ORANGE, Axis, Note, Panel, ticks
from PySide6.QtGui import QGuiApplication

DECKS = Path(__file__).resolve().parent.parent / "decks"
NORMAL = NormalDist()


def double_descent() -> tuple[Panel, ...]:
    """Simulate least squares on random ReLU features, minimum-norm and with the best ridge."""
    rows, inputs, noise, draws = 60, 30, 0.5, 60
    sizes = sorted({round(rows * 10**e) for e in np.linspace(-1, 1, 37)} | {54, 57, 60, 63, 66})
    chance = np.random.default_rng(20_240)
    errors = np.empty((draws, len(sizes), 2))
    for draw in range(draws):
        slope = chance.standard_normal(inputs) / math.sqrt(inputs)
        seen, new = (chance.standard_normal((n, inputs)) for n in (rows, 400))
        target = seen @ slope + noise * chance.standard_normal(rows)
        layer = chance.standard_normal((inputs, max(sizes))) / math.sqrt(inputs)
        for at, size in enumerate(sizes):
            train, test = (np.maximum(x @ layer[:, :size], 0) for x in (seen, new))
            left, scale, right = np.linalg.svd(train, full_matrices=False)
            fits = [(test @ right.T) @ ((left.T @ target) / scale)]
            for penalty in 10.0 ** np.arange(-2, 3):
                damped = scale / (scale**2 + penalty)
                fits.append((test @ right.T) @ ((left.T @ target) * damped))
            missed = [float(np.mean((fit - new @ slope) ** 2)) for fit in fits]
            errors[draw, at] = missed[0], min(missed[1:])
    plain, ridge = np.median(errors, axis=0).T
    ratio = [size / rows for size in sizes]
    peak = float(plain[sizes.index(rows)])
    return (
        Panel(
            "Test error peaks where parameters equal samples",
            Axis("parameters / samples", 0.1, 10, ticks(0.1, 0.3, 1, 3, 10), log=True),
            Axis("excess test error", 0.1, 100, ticks(0.1, 1, 10, 100), log=True),
            (
                (ORANGE, list(zip(ratio, map(float, plain), strict=True))),
                (BLUE, list(zip(ratio, map(float, ridge), strict=True))),
            ),
            ([(1, 0.1), (1, 100)],),
            (
                Note(1, peak, "interpolation threshold", ORANGE, left=True),
                Note(1.55, 1.9, "minimum-norm fit", ORANGE, dot=False),
                Note(2.1, 0.2, "ridge, best penalty", BLUE, dot=False),
            ),
        ),
    )


def rare_class() -> tuple[Panel, ...]:
    """Compute ROC and precision-recall of the same scores, one positive in 2,000."""
    share = 1 / 2000
    apart = NORMAL.inv_cdf(0.8) + NORMAL.inv_cdf(0.99)
    cuts = [8 - 0.06 * step for step in range(201)]
    hits = [1 - NORMAL.cdf(cut - apart) for cut in cuts]
    alarms = [1 - NORMAL.cdf(cut) for cut in cuts]
    precision = [
        share * hit / (share * hit + (1 - share) * alarm)
        for hit, alarm in zip(hits, alarms, strict=True)
    ]
    at = share * 0.8 / (share * 0.8 + (1 - share) * 0.01)
    unit = ticks(0, 0.2, 0.4, 0.6, 0.8, 1)
    return (
        Panel(
            f"ROC: area {NORMAL.cdf(apart / math.sqrt(2)):.3f}",
            Axis("false-positive rate", 0, 1, unit),
            Axis("recall", 0, 1, unit),
            ((BLUE, list(zip(alarms, hits, strict=True))),),
            ([(0, 0), (1, 1)],),
            (Note(0.01, 0.8, "recall 0.8, rate 1%", BLUE, lift=6),),
        ),
        Panel(
            "Precision–recall, same scores",
            Axis("recall", 0, 1, unit),
            Axis("precision", 0, 1, unit),
            ((ORANGE, list(zip(hits, precision, strict=True))),),
            ([(0, share), (1, share)],),
            (Note(0.8, at, f"{100 * at:.1f}%", ORANGE, lift=-13),),
        ),
    )


def power() -> tuple[Panel, ...]:
    """Compute the power of a two-sided 5% test on a 4% rate, with and without CUPED."""
    base, users = 0.04, 942_000
    cut = NORMAL.inv_cdf(0.975)

    def chance(lift: float, variance: float) -> float:
        error = math.sqrt(2 * variance * base * (1 - base) / users)
        shift = base * lift / 100 / error
        return NORMAL.cdf(shift - cut) + NORMAL.cdf(-shift - cut)

    lifts = [0.05 * step for step in range(81)]
    plain, cuped = ([(lift, chance(lift, v)) for lift in lifts] for v in (1.0, 0.75))
    return (
        Panel(
            "942,000 users per arm: made for +2%, weak at +1%",
            Axis("true effect, % relative", 0, 4, ticks(0, 1, 2, 3, 4)),
            Axis("power", 0, 1, ticks(0, 0.2, 0.4, 0.6, 0.8, 1)),
            ((ORANGE, cuped), (BLUE, plain)),
            ([(0, 0.8), (4, 0.8)], [(0, 0.05), (4, 0.05)]),
            (
                Note(2, chance(2, 1), "80% at +2%", BLUE, lift=12),
                Note(1, chance(1, 1), f"{100 * chance(1, 1):.0f}% at +1%", BLUE, lift=10),
                Note(1.62, 0.86, "with CUPED, ρ = 0.5", ORANGE, dot=False, left=True),
                Note(3.98, 0.1, "5% without any effect", MUTED, dot=False, left=True),
            ),
        ),
    )


def temperature() -> tuple[Panel, ...]:
    """Compute reliability of logits twice too large, and the log loss by temperature."""
    grid = np.linspace(-10, 10, 2001)
    weight = np.exp(-(grid**2) / 8)
    weight /= weight.sum()
    truth = 1 / (1 + np.exp(-grid))

    def loss(heat: float) -> float:
        logit = 2 * grid / heat
        return float(weight @ (np.logaddexp(0, logit) - truth * logit))

    said = [(1 - math.cos(math.pi * step / 60)) / 2 for step in range(61)]
    seen = [
        (p, 1 / (1 + math.sqrt((1 - p) / p))) if 0 < p < 1 else (p, p) for p in said
    ]  # the odds' root: σ(logit/2)
    heats = [0.6 + 0.04 * step for step in range(86)]
    unit = ticks(0, 0.2, 0.4, 0.6, 0.8, 1)
    return (
        Panel(
            "Overconfident before",
            Axis("predicted probability", 0, 1, unit),
            Axis("observed share", 0, 1, unit),
            ((ORANGE, seen),),
            ([(0, 0), (1, 1)],),
            (
                Note(0.9, 0.75, "", ORANGE),
                Note(1.06, 0.34, "says 90%, is 75%", ORANGE, dot=False, left=True),
                Note(0, 0.56, "before, T = 1", ORANGE, dot=False),
                Note(0.26, 0.12, "after, T = 2", MUTED, dot=False),
            ),
        ),
        Panel(
            "The log loss finds T",
            Axis("temperature T", 0.5, 4, ticks(1, 2, 3, 4)),
            Axis("log loss, held out", 0.4, 0.8, ticks(0.4, 0.5, 0.6, 0.7, 0.8)),
            ((BLUE, [(heat, loss(heat)) for heat in heats]),),
            (),
            (
                Note(2, loss(2), "least at T = 2", BLUE, lift=14),
                Note(1, loss(1), "as trained", BLUE, lift=-10),
            ),
        ),
    )


def queue() -> tuple[Panel, ...]:
    """Compute the response time of an M/M/1 queue in units of the service time."""
    loads = [step / 100 for step in range(93)]
    return (
        Panel(
            "Each step toward full load costs more than the last",
            Axis("utilization ρ", 0, 1, ticks(0, 0.2, 0.4, 0.6, 0.8, 1)),
            Axis("response / service time", 0, 12, ticks(0, 2, 4, 6, 8, 10, 12)),
            ((BLUE, [(load, 1 / (1 - load)) for load in loads]),),
            ([(1, 0), (1, 12)],),
            tuple(
                Note(load, times, f"{times}× at {load:.0%}", BLUE, left=True, lift=-9)
                for load, times in ((0.5, 2), (0.8, 5), (0.9, 10))
            ),
        ),
    )


PICTURES = {
    "double-descent": double_descent,
    "roc-and-precision-recall": rare_class,
    "power-curve": power,
    "temperature-scaling": temperature,
    "queue-utilization": queue,
}


def main() -> None:
    """Write every picture into the folder, by default that of the shipped decks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DECKS / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, panels in PICTURES.items():
        path = folder / f"{name}.png"
        canvas.draw(panels()).save(str(path), "PNG", 0)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    del app


if __name__ == "__main__":
    main()
