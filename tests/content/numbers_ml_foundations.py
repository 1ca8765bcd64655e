"""Recompute every number claimed in decks/ml-foundations.md. Standard library only.

Each ``check_*`` names the ids of the cards whose arithmetic it checks.
"""

import math
import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from statistics import NormalDist

NORMAL = NormalDist()
DAY = 86_400


def near(value: float, claim: float, rel: float = 0.01) -> None:
    assert math.isclose(value, claim, rel_tol=rel), (value, claim)


def check_base_rate() -> None:
    # card q6qoegg7
    near(0.99 * 0.001 / (0.99 * 0.001 + 0.05 * 0.999), 0.0194)


def check_beta_binomial() -> None:
    # card rblqobc0
    a, b = 1 + 3, 19 + 17
    assert (a, b) == (4, 36)
    near(a / (a + b), 0.10)
    near(3 / 20, 0.15)
    near(1 / 20, 0.05)


def check_false_discovery() -> None:
    # card fuo7qnng
    near(0.9 * 0.05 / (0.9 * 0.05 + 0.1 * 0.8), 0.36)
    # wins only: half of the false results
    near(0.9 * 0.025 / (0.9 * 0.025 + 0.1 * 0.8), 0.22)


def check_multiple_tests() -> None:
    # card ige2a7tj
    near(1 - 0.95**20, 0.64)
    near(0.05 / 20, 0.0025)


def check_p_value() -> None:
    # card 9cosje0m
    n, a, b = 10_000, 500, 570
    pooled = (a + b) / (2 * n)
    near(pooled, 0.0535, 1e-9)
    # card 3qupdxpd: the two standard errors barely differ here
    apart = math.sqrt(a / n * (1 - a / n) / n + b / n * (1 - b / n) / n)
    near(math.sqrt(pooled * (1 - pooled) * 2 / n), apart, 1e-3)
    se = math.sqrt(pooled * (1 - pooled) * 2 / n)
    near(se, 0.00318)
    z = (b - a) / n / se
    near(z, 2.20, 0.002)
    near(2 * (1 - NORMAL.cdf(z)), 0.028, 0.02)
    unpooled = math.sqrt(a / n * (1 - a / n) / n + b / n * (1 - b / n) / n)
    near(0.007 - 1.96 * unpooled, 0.0008, 0.06)
    near(0.007 + 1.96 * unpooled, 0.0132)


def dice(seed: int) -> random.Random:
    return random.Random(seed)


def expected_loss(mean: float, sd: float) -> float:
    """Return E[max(-effect, 0)] of a normal effect."""
    z = mean / sd
    return sd * (NORMAL.pdf(z) - z * NORMAL.cdf(-z))


def check_bayes_ab() -> None:
    # card m8r1bgh3
    n, pa, pb = 10_000, 0.05, 0.057
    sd = math.sqrt(pa * (1 - pa) / n + pb * (1 - pb) / n)
    near(sd, 0.0032)
    near(NORMAL.cdf((pb - pa) / sd), 0.986, 0.001)
    near(expected_loss(pb - pa, sd), 1.6e-5, 0.05)
    near(pb / pa - 1, 0.14)
    w = 0.003**2 / (0.003**2 + sd**2)
    near(w, 0.47)
    mean, post = w * (pb - pa), math.sqrt(w) * sd
    near(mean, 0.0033)
    near(post, 0.0022)
    near(NORMAL.cdf(mean / post), 0.93, 0.006)
    near(expected_loss(mean, post), 0.00006, 0.06)
    # the flat-prior Beta posterior agrees with the normal approximation
    rng = dice(7)
    draws = 20_000
    wins = sum(rng.betavariate(571, 9431) > rng.betavariate(501, 9501) for _ in range(draws))
    assert abs(wins / draws - 0.986) < 0.004


def check_linear_models() -> None:
    # card z8rad690, fnnxgdjs
    near(4 * 50 / 100, 2)
    near(4 * 0.005, 0.02)
    # card 9o4u55y7: factor one half where lambda = d^2
    for d in (0.5, 1.0, 3.0):
        near(d * d / (d * d + d * d), 0.5)
    # card fnnxgdjs: ridge variance over OLS variance along d is d^4 / (d^2 + lambda)^2
    d, lam = 1.7, 0.9
    ols, ridge = 1 / d**2, (d / (d * d + lam)) ** 2
    near(ridge / ols, d**4 / (d * d + lam) ** 2, 1e-9)


def grid_argmin(function: Callable[[float], float], low: float, high: float, steps: int) -> float:
    points = (low + (high - low) * i / steps for i in range(steps + 1))
    return min(points, key=function)


def check_shrinkage_in_one_dimension() -> None:
    # card 2dbbyv6z, 8393fpq7
    for b in (-2.0, -0.3, 0.0, 0.4, 1.5):
        lam = 0.5
        lasso = grid_argmin(
            lambda w, b=b, lam=lam: 0.5 * (w - b) ** 2 + lam * abs(w), -3, 3, 60_000
        )
        want = math.copysign(max(abs(b) - lam, 0), b)
        assert abs(lasso - want) < 1e-3
        ridge = grid_argmin(
            lambda w, b=b, lam=lam: 0.5 * (w - b) ** 2 + lam / 2 * w * w, -3, 3, 60_000
        )
        assert abs(ridge - b / (1 + lam)) < 1e-3


def check_map_is_ridge() -> None:
    # card hw7ddgmu, p75mw59i: one weight, x = 1 for every row
    sigma2, tau2, y = 2.0, 0.5, [1.0, 3.0, 2.5]
    lam = sigma2 / tau2
    ridge = sum(y) / (len(y) + lam)
    post = grid_argmin(
        lambda w: sum((v - w) ** 2 for v in y) / (2 * sigma2) + w * w / (2 * tau2), 0, 3, 60_000
    )
    assert abs(ridge - post) < 1e-3
    weight = tau2 / (tau2 + sigma2 / len(y))
    near(ridge, weight * sum(y) / len(y), 1e-9)


def check_forest_variance() -> None:
    # card ul095m9o
    rho, s2, trees = 0.3, 2.0, 50
    total = (trees * s2 + trees * (trees - 1) * rho * s2) / trees**2
    near(total, rho * s2 + (1 - rho) / trees * s2, 1e-9)


def check_xgboost_leaf_and_gain() -> None:
    # card ukgwfsoh, jksoj7x4, hqf7x31d
    g, h, lam = -3.0, 2.0, 1.5
    best = grid_argmin(lambda w: g * w + 0.5 * (h + lam) * w * w, -3, 3, 60_000)
    assert abs(best + g / (h + lam)) < 1e-3
    near(g * best + 0.5 * (h + lam) * best**2, -0.5 * g * g / (h + lam), 1e-4)


def check_goss() -> None:
    # card 33nn4b0k
    near((1 - 0.2) / 0.1, 8)


def check_kernels() -> None:
    # card t2rqpztv
    n = 100_000
    near(n * n * 8 / 1e9, 80)
    near(n**3, 1e15)
    # card aqbxf9cv
    near(50_000**2 * 8 / 1e9, 20)
    # card 8k5q3tjc
    d, k = 100, 20
    near(n * d + n * k, 12e6)
    assert d * k == 2000


def check_als_cost() -> None:
    # card xm14slwg
    k, users = 64, 10**7
    near(k**3 / 3, 9e4, 0.05)
    near(k**3 / 3 * users, 1e12, 0.15)
    near(50 * k**2, 2e5, 0.05)
    near(50 * k**2 * users, 2e12, 0.05)
    # the item half sums the same observations' outer products again; about 5e12 in all
    sweep = (2 * 50 * k**2 + k**3 / 3) * users
    near(sweep, 5e12, 0.02)
    # at 20 billion multiplications a second: minutes
    assert 60 < sweep / 20e9 < 600
    near(users * k * 4 / 1e9, 2.6, 0.02)


def check_matrix_factorization_is_rotation_free() -> None:
    # card rc0p7sb8
    u, v, angle = (0.3, -1.2), (0.8, 0.5), 0.7
    c, s = math.cos(angle), math.sin(angle)

    def turn(x: tuple[float, float]) -> tuple[float, float]:
        return c * x[0] - s * x[1], s * x[0] + c * x[1]

    def dot(x: tuple[float, float], y: tuple[float, float]) -> float:
        return x[0] * y[0] + x[1] * y[1]

    near(dot(turn(u), turn(v)), dot(u, v), 1e-9)


def softmax(z: Sequence[float]) -> list[float]:
    top = max(z)
    e = [math.exp(x - top) for x in z]
    return [x / sum(e) for x in e]


def check_cross_entropy_gradient() -> None:
    # card zzgb0twk, 5r4a5sn7
    z, y, step = [0.3, -1.0, 2.0], [0.1, 0.7, 0.2], 1e-6

    def loss(z: Sequence[float]) -> float:
        return -sum(t * math.log(p) for t, p in zip(y, softmax(z), strict=True))

    for k, p in enumerate(softmax(z)):
        up, down = z[:], z[:]
        up[k] += step
        down[k] -= step
        assert abs((loss(up) - loss(down)) / (2 * step) - (p - y[k])) < 1e-6

    # card zzgb0twk: targets of sum s give s p - y
    y = [1.0, 1.0, 0.0]
    for k, p in enumerate(softmax(z)):
        up, down = z[:], z[:]
        up[k] += step
        down[k] -= step
        assert abs((loss(up) - loss(down)) / (2 * step) - (sum(y) * p - y[k])) < 1e-6


def check_squared_error_on_sigmoid() -> None:
    # card xvkvm4n1, 5r4a5sn7
    p = 0.01
    near(p * (1 - p), 0.0099)
    near((1 - p) * p * (1 - p), 0.0098)
    near(1 - p, 0.99)
    near(1 / (p * (1 - p)), 101)


def check_mean_median() -> None:
    # card 60h5l6iz, yvnkfx2l
    days = [2] * 9 + [12]
    near(sum(days) / len(days), 3)
    assert sorted(days)[4] == sorted(days)[5] == 2
    mse = grid_argmin(lambda c: sum((d - c) ** 2 for d in days), 0, 12, 1200)
    assert abs(mse - 3) < 0.01
    mae = grid_argmin(lambda c: sum(abs(d - c) for d in days), 0, 12, 1200)
    assert abs(mae - 2) < 0.02


def check_pinball() -> None:
    # card i93nquie
    near(0.9 / 0.1, 9)
    values, tau = list(range(1, 101)), 0.9

    def loss(q: float) -> float:
        return sum(tau * (v - q) if v > q else (1 - tau) * (q - v) for v in values)

    assert 90 <= grid_argmin(loss, 0, 101, 1010) <= 91


def check_huber() -> None:
    # card 7158372i: continuous and slope capped at delta
    delta = 1.3

    def huber(r: float) -> float:
        return 0.5 * r * r if abs(r) <= delta else delta * (abs(r) - 0.5 * delta)

    near(huber(delta + 1e-9), huber(delta - 1e-9), 1e-6)
    xs = [i / 100 for i in range(-500, 501)]
    assert all(abs(huber(b) - huber(a)) <= delta * (b - a) + 1e-9 for a, b in pairwise(xs))


def check_focal() -> None:
    # card 8fpzjhah
    near((1 - 0.1) ** 2, 0.81)
    near((1 - 0.9) ** 2, 0.01)
    near((1 - 0.1) ** 2 / (1 - 0.9) ** 2, 81)

    # card a52msv9y
    def risk(q: float, eta: float = 0.01, gamma: int = 2) -> float:
        return -eta * (1 - q) ** gamma * math.log(q) - (1 - eta) * q**gamma * math.log(1 - q)

    near(grid_argmin(risk, 1e-4, 1 - 1e-4, 20_000), 0.15, 0.03)
    for eta in (0.1, 0.3, 0.45):
        best = grid_argmin(partial(risk, eta=eta), 1e-4, 1 - 1e-4, 10_000)
        assert eta < best < 0.5


def check_label_smoothing() -> None:
    # card 0ws6u797, raj574fy, zj3i7yso
    eps = 0.1
    near(1 - eps + eps / 10, 0.91)
    near(eps / 10, 0.01)
    for k, claim in ((10, 4.5), (1000, 9.1)):
        gap = math.log((1 - eps + eps / k) / (eps / k))
        near(gap, math.log(1 + k * (1 - eps) / eps), 1e-9)
        near(gap, claim)
        # the gap minimizes the loss
        true, other = 1 - eps + eps / k, eps / k

        def loss(g: float, k: int = k, true: float = true, other: float = other) -> float:
            return -true * g + (true + (k - 1) * other) * math.log(math.exp(g) + k - 1)

        assert abs(grid_argmin(loss, 0, 15, 15_000) - gap) < 2e-3
    # two classes at base rate 1%: what smoothing makes of the rate
    near(0.01 * (1 - eps) + eps / 2, 0.059)


def check_info_nce() -> None:
    # card vbcjpiox
    near(math.log(256), 5.5)


def check_mae_under_label_noise() -> None:
    # card ofz5nc8m: the losses over all labels add up to a constant
    for z in ([0.1, 2.0, -1.0], [3.0, 0.0, 0.0]):
        p = softmax(z)
        total = sum(sum(abs((1 if j == k else 0) - p[j]) for j in range(3)) for k in range(3))
        near(total, 2 * 3 - 2, 1e-9)


def check_imbalance_metrics() -> None:
    # card sbwhhv89
    near(0.01 * 0.999 / (0.9 * 0.001), 11.1)
    # card p0jjr1jq
    near(5 * 0.5 * 0.8 / (4 * 0.5 + 0.8), 0.71)
    near(5 * 0.5 * 0.8, 2)
    near(4 * 0.5 + 0.8, 2.8)
    # card 1ypjhksm
    near(1 / math.log2(11), 0.29)
    # card 16irc8qf
    entropy = -(0.01 * math.log(0.01) + 0.99 * math.log(0.99))
    near(entropy, 0.056)
    near(1 - 0.05 / entropy, 0.11, 0.05)
    # card 749zmdmk
    near(0.2 / (0.2 + 0.8 / 0.05), 0.012, 0.04)
    # card 5va1p42g, u8h53uri
    near(1 / 51, 0.02, 0.03)
    near(0.001 * 100e6, 100_000)
    near(0.001 * 50_000, 50)


def check_auprc_of_random_scores() -> None:
    # card wq1klnoh
    rng = dice(3)
    labels = [rng.random() < 0.05 for _ in range(40_000)]
    hits, area = 0, 0.0
    for rank, label in enumerate(labels, 1):
        if label:
            hits += 1
            area += hits / rank
    near(area / hits, sum(labels) / len(labels), 0.1)


def check_validation_noise() -> None:
    # card kwd3vvb4
    se = math.sqrt(0.8 * 0.2 / 200)
    near(se, 0.028, 0.02)
    near(1.96 * se, 0.055)
    assert 0.01 * 200 == 2
    # card edwe4ydw
    rng = dice(5)
    runs = 10_000
    mean = sum(max(rng.gauss(0, 1) for _ in range(50)) for _ in range(runs)) / runs
    near(mean, 2.2, 0.04)


def check_auc_standard_error() -> None:
    # card tcgyv0nx: Hanley and McNeil 1982
    auc, pos, neg = 0.70, 50, 50
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    var = auc * (1 - auc) + (pos - 1) * (q1 - auc**2) + (neg - 1) * (q2 - auc**2)
    near(math.sqrt(var / (pos * neg)), 0.05, 0.06)


def check_optimizers() -> None:
    # card c5xqfczn
    near(1 / (1 - 0.9), 10)
    near(1 / (1 - 0.99), 100)
    velocity = 0.0
    for _ in range(2000):
        velocity = 0.99 * velocity + 1
    near(velocity, 100)
    # card xgpjwlhf, rsl15ao2
    near(0.1 / math.sqrt(0.001), 3.2, 0.02)
    # card mzpa7eht, rsl15ao2
    assert 2 + 2 + 4 + 4 + 4 == 16
    near(16 * 7e9 / 1e9, 112)
    # card fm13figy
    near(math.sqrt(4), 2)


def check_large_batch() -> None:
    # card zw1jxbov
    assert 8192 // 256 == 32
    near(1.28e6 / 256, 5000)
    near(1.28e6 / 8192, 156)
    near(math.sqrt(32), 5.7)
    near(0.1 * 32, 3.2)


def check_depth() -> None:
    # card nettirly, qq6e7xs3
    near(0.25**20, 9e-13, 0.02)
    # card 35e8np45
    near(0.9**100, 3e-5, 0.15)
    near(0.99**100, 0.37, 0.02)
    near(1 / (1 + math.exp(-1)), 0.73)
    near(math.log(0.99 / 0.01), 4.6)
    # card vouw4jwn: ReLU halves the second moment
    rng = dice(11)
    draws = [rng.gauss(0, 1) for _ in range(50_000)]
    near(sum(max(x, 0) ** 2 for x in draws) / len(draws), 0.5, 0.03)


def check_convolution() -> None:
    # card 0cbfpxt5
    assert 3 * 3 * 64 * 128 + 128 == 73_856
    # card 9ztkqb3u
    assert 1 + 3 * 2 == 7
    near(1 - 27 / 49, 0.45)
    # card 2t4hti1j
    near(1 / 256 + 1 / 9, 0.115)
    # card d107fyeq
    assert (224 // 16) ** 2 == 196
    assert (448 // 16) ** 2 == 784
    assert (784 / 196) ** 2 == 16
    # card jae3p08b
    assert (896 // 16) ** 2 == 3136
    assert (3136 / 196) ** 2 == 256
    near(10 * 224 / 896, 2.5)
    assert (896 / 224) ** 2 == 16
    near(4.09 * 16, 66, 0.01)
    near(4.09e9 * 16 / 0.05, 1.3e12, 0.02)

    def vit_small(tokens: int, width: int = 384, layers: int = 12) -> tuple[float, float]:
        return layers * 12 * tokens * width**2, layers * 2 * tokens**2 * width

    assert 4e9 < sum(vit_small(196)) < 5e9
    dense, attention = vit_small(3136)
    near(dense + attention, 157e9)
    assert attention > 0.5 * (dense + attention)
    near((dense + attention) / 0.05, 3.1e12, 0.02)


def check_attention() -> None:
    # card 5ra0ehuf, jensby87: entries of mean m and variance 1 give d (1 + 2 m^2)
    assert math.isqrt(64) == 8
    for m in (0.0, 0.5):
        near((1 + m * m) ** 2 - m**4, 1 + 2 * m * m, 1e-9)
    # card tpesszin, jensby87
    d = 4096
    assert 6 * d == 24_576
    assert 2 * (6 * d) ** 2 * d == 12 * (6 * d) * d * d
    # card 69kbhtm3, jensby87
    per_token = 2 * 32 * 8 * 128 * 2
    assert per_token == 128 * 1024
    assert per_token * 8192 == 2**30
    assert 2 * 32 * 32 * 128 * 2 * 8192 == 4 * 2**30


def check_rope() -> None:
    # card klt6kg0q: the product depends on the offset alone
    def turn(x: tuple[float, float], angle: float) -> tuple[float, float]:
        c, s = math.cos(angle), math.sin(angle)
        return c * x[0] - s * x[1], s * x[0] + c * x[1]

    q, k, theta = (0.4, 1.1), (-0.7, 0.2), 0.31
    values = []
    for m, n in ((5, 2), (105, 102)):
        a, b = turn(q, m * theta), turn(k, n * theta)
        values.append(a[0] * b[0] + a[1] * b[1])
    near(values[0], values[1], 1e-9)


def check_training_cost() -> None:
    # card t0sbjcm2
    flops = 6 * 7e9 * 1e12
    near(flops, 4.2e22)
    near(flops / (100 * 400e12) / DAY, 12, 0.02)
    near(flops / (2 * 7e9), 3e12)


def check_lora() -> None:
    # card jr8pudix
    assert 8 * (4096 + 4096) == 65_536
    near(65_536 / 4096**2, 0.0039)


def check_rag_sample() -> None:
    # card mqaiu390
    near(1.96 * math.sqrt(0.15 * 0.85 / 400), 0.035)
    near(0.15 * 400, 60)


def check_privacy() -> None:
    # card f52h6x3m
    near(math.e, 2.7)


def check_psi() -> None:
    # card cko5t106
    near((0.2 - 0.1) * math.log(0.2 / 0.1), 0.069)
    # card dfmludzj, 0prd1lct
    near(9 * (1 / 200 + 1 / 200), 0.09)
    near(9 * (2 / 10_000), 0.002, 0.15)
    rng = dice(2)

    def shares(rows: int = 200, bins: int = 10) -> list[float]:
        counts = [0] * bins
        for _ in range(rows):
            counts[rng.randrange(bins)] += 1
        return [c / rows for c in counts]

    runs, total = 2000, 0.0
    for _ in range(runs):
        p, q = shares(), shares()
        total += sum((b - a) * math.log(b / a) for a, b in zip(p, q, strict=True))
    near(total / runs, 0.09, 0.12)


def check_domain_classifier() -> None:
    # card 5h96etv7: c/(1-c) times n_old/n_new is the density ratio
    p_old, p_new, n_old, n_new = 0.2, 0.5, 3000, 1000
    c = p_new * n_new / (p_new * n_new + p_old * n_old)
    near(c / (1 - c) * n_old / n_new, p_new / p_old, 1e-9)


def check_noise_and_imbalance() -> None:
    # card pjrvh5op
    rows = 200_000
    positives = 1000
    near(positives / rows, 0.005)
    kept, flipped = 0.9 * positives, 0.1 * (rows - positives)
    near(kept, 900)
    near(flipped, 19_900)
    near(kept + flipped, 20_800)
    near(kept / (kept + flipped), 0.04, 0.1)


if __name__ == "__main__":
    for name, function in list(globals().items()):
        if name.startswith("check_"):
            function()
            sys.stdout.write(f"ok {name}\n")


def check_temperature_picture() -> None:
    # card 5g2xbw36: logits twice too large say 90% where 75% is right
    logit = math.log(0.9 / 0.1)
    near(1 / (1 + math.exp(-logit / 2)), 0.75, 1e-9)

    def log_loss(heat: float) -> float:
        grid = [step / 50 for step in range(-500, 501)]
        mass = [math.exp(-z * z / 8) for z in grid]
        return sum(
            m * (math.log1p(math.exp(2 * z / heat)) - 2 * z / heat / (1 + math.exp(-z)))
            for z, m in zip(grid, mass, strict=True)
        ) / sum(mass)

    assert log_loss(2) < min(log_loss(1.9), log_loss(2.1), log_loss(1))


def check_key_value_cache_by_sharing() -> None:
    # card 69kbhtm3
    for heads, token, sequence in ((32, 2**19, 4 * 2**30), (8, 2**17, 2**30), (1, 2**14, 2**27)):
        assert 2 * 32 * heads * 128 * 2 == token
        assert token * 8192 == sequence


def check_gaussian_divergence() -> None:
    # cards k3vq8wzd and e7mb2hxc, against the integral
    def closed(mean: float, sd: float) -> float:
        return (mean**2 + sd**2 - 1 - math.log(sd**2)) / 2

    near(closed(0.5, 0.5), 0.44)
    assert closed(0, 1) == 0
    for mean, sd in ((0.5, 0.5), (-1.2, 2.0), (0.0, 0.3)):
        q = NormalDist(mean, sd)
        step = 0.002
        grid = [mean + sd * step * i for i in range(-5000, 5001)]
        terms = (q.pdf(x) * math.log(q.pdf(x) / NORMAL.pdf(x)) for x in grid)
        near(step * sd * sum(terms), closed(mean, sd), 1e-6)


def check_evidence_bound() -> None:
    # card e7mb2hxc, exactly, for z = 0 or 1: evidence = bound + KL from q to the posterior
    prior, likelihood, q = (0.3, 0.7), (0.2, 0.6), (0.45, 0.55)
    joint = [p * x for p, x in zip(prior, likelihood, strict=True)]
    evidence = sum(joint)
    bound = sum(
        w * (math.log(x) - math.log(w / p)) for w, x, p in zip(q, likelihood, prior, strict=True)
    )
    gap = sum(w * math.log(w / (j / evidence)) for w, j in zip(q, joint, strict=True))
    near(bound + gap, math.log(evidence), 1e-9)
    assert gap > 0
