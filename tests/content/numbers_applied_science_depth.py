"""Recompute every number claimed in the depth and process decks.

Each function names the card it checks; it needs the standard library only.
"""

import math
import random
from statistics import NormalDist, median

NORMAL = NormalDist()


def near(value: float, claim: float, tolerance: float) -> bool:
    """Tell whether a value lies within a relative tolerance of the claim."""
    return abs(value - claim) <= tolerance * abs(claim)


def chi2_one_df_p(chi2: float) -> float:
    """Return the upper tail of the chi-squared distribution with one degree of freedom."""
    return math.erfc(math.sqrt(chi2 / 2))


def two_sided_p(z: float) -> float:
    """Return the two-sided normal p-value of a z statistic."""
    return 2 * (1 - NORMAL.cdf(abs(z)))


def crossing_probability(bounds: list[float], step: float = 0.02) -> float:
    """Return the null chance that a random walk of looks crosses its z bounds.

    The density of the walk inside the bounds is carried from look to look
    on a grid (Armitage, McPherson and Rowe 1969).
    """
    limit = int(bounds[0] / step)
    density = {i: NORMAL.pdf(i * step) for i in range(-limit, limit + 1)}
    reach = int(6 / step)
    kernel = [NORMAL.pdf(i * step) for i in range(reach + 1)]
    for look, bound in enumerate(bounds[1:], start=2):
        limit = int(bound * math.sqrt(look) / step)
        density = {
            i: step
            * sum(
                weight * kernel[abs(i - j)] for j, weight in density.items() if abs(i - j) <= reach
            )
            for i in range(-limit, limit + 1)
        }
    return 1 - step * sum(density.values())


def expected_maximum(count: int) -> float:
    """Return the expected maximum of independent standard normals."""
    step = 0.002
    grid = (-8 + i * step for i in range(int(16 / step)))
    return step * sum(x * count * NORMAL.pdf(x) * NORMAL.cdf(x) ** (count - 1) for x in grid)


def check_focal_loss() -> None:
    # 65gbf4t5
    assert math.isclose((1 - 0.9) ** 2, 0.01)


def check_prior_correction() -> None:
    # jx6j3e0j, ao0dx68s
    assert near(0.5 / (0.5 + 0.5 / 0.01), 0.0099, 0.01)


def check_min_child_weight() -> None:
    # 2rdfqyfh
    assert near(1 / (0.001 * 0.999), 1000, 0.01)
    assert math.isclose(0.5 * (1 - 0.5), 0.25)


def check_factorization_machine_identity() -> None:
    # qo9jo3wi
    v = [[0.3, -0.2], [0.5, 0.1], [-0.4, 0.7]]
    x = [1.0, 2.0, -1.5]
    pairs = sum(
        sum(v[i][f] * v[j][f] for f in range(2)) * x[i] * x[j]
        for i in range(3)
        for j in range(i + 1, 3)
    )
    fast = 0.5 * sum(
        sum(v[i][f] * x[i] for i in range(3)) ** 2 - sum((v[i][f] * x[i]) ** 2 for i in range(3))
        for f in range(2)
    )
    assert math.isclose(pairs, fast)


def check_forward_flops() -> None:
    # u6qwmwd8
    assert 2 * 1e9 == 2e9
    assert 2 * 1e8 == 0.2e9
    assert 1e9 * 2 / 1e9 == 2.0
    assert 1e8 * 2 / 1e9 == 0.2


def check_large_or_distilled() -> None:
    # 5ymuyucz, xnbmmmbq
    large, small = 2 * 1e9 * 128, 2 * 1e8 * 128
    assert math.isclose(large, 0.256e12)
    assert math.isclose(small, 0.0256e12)
    assert math.isclose(large * 20_000, 5.12e15)
    assert math.isclose(small * 20_000, 0.512e15)
    assert math.ceil(large * 20_000 / 40e12) == 128
    assert math.ceil(small * 20_000 / 40e12) == 13
    assert 128 - 13 == 115
    assert math.isclose(0.4 * (1 - 0.9), 0.04)


def check_seed_noise() -> None:
    # 4qg762o4, 479u4jgn
    assert near(0.3 * math.sqrt(2 / 3), 0.24, 0.03)


def check_error_ceiling() -> None:
    # vq42mc40, 7lkikh68
    error = math.sqrt(0.2 * 0.8 / 100)
    assert math.isclose(error, 0.04)
    assert round(100 * (0.2 - 1.96 * error)) == 12
    assert round(100 * (0.2 + 1.96 * error)) == 28
    assert math.isclose(0.90 + 0.2 * 0.10, 0.92)
    assert math.isclose(100 * (0.90 + 0.12 * 0.10), 91.2)
    assert math.isclose(100 * (0.90 + 0.28 * 0.10), 92.8)


def check_focal_defense() -> None:
    # ebpjqdyu
    assert math.isclose(1000 * 0.01, 10)
    assert math.isclose(1 - 0.1, 0.9)
    assert near(1000 * -math.log(0.99), 10.05, 1e-3)
    assert near(1000 * 0.01**2 * -math.log(0.99), 0.001, 0.01)
    assert near(-math.log(0.1), 2.30, 2e-3)
    assert near(0.9**2 * -math.log(0.1), 1.87, 3e-3)


def check_imbalance_precision() -> None:
    # ao0dx68s
    prevalence = 1 / 2000
    precision = 0.8 * prevalence / (0.8 * prevalence + 0.01 * (1 - prevalence))
    assert near(precision, 0.038, 0.02)


def check_baseline_table() -> None:
    # 04qgcd3d, b4s6zbc0
    assert math.isclose(0.745 - 0.70, 0.045)
    assert math.isclose(0.751 - 0.745, 0.006)
    assert math.isclose(0.006 / 0.003, 2)
    assert 6 < 20 / 3 < 7


def check_selection_inside_folds() -> None:
    # uhcn8nb4: the book's figures; with 5,000 noise features the best 100 of 50 rows
    # correlate by about 0.3 or more by chance alone.
    cut = NORMAL.inv_cdf(1 - 50 / 5000) / math.sqrt(50)
    assert cut > 0.3


def check_test_set_reuse() -> None:
    # s6onavqy
    error = math.sqrt(0.9 * 0.1 / 2000)
    assert near(100 * error, 0.67, 0.01)
    best = expected_maximum(100)
    assert near(best, 2.5, 0.01)
    assert near(100 * best * error, 1.7, 0.02)


def check_paired_comparison() -> None:
    # qo2qh0iz
    only_a, only_b, items = 60, 40, 2000
    chi2 = (only_a - only_b) ** 2 / (only_a + only_b)
    assert chi2 == 4
    assert near(chi2_one_df_p(chi2), 0.046, 0.02)
    corrected = (only_a - only_b - 1) ** 2 / (only_a + only_b)
    assert math.isclose(corrected, 3.61)
    assert near(chi2_one_df_p(corrected), 0.057, 0.01)
    exact = 2 * sum(math.comb(100, k) for k in range(only_a, 101)) / 2**100
    assert near(exact, 0.057, 0.01)
    gain = (only_a - only_b) / items
    paired = math.sqrt((only_a + only_b) / items - gain**2) / math.sqrt(items)
    assert math.isclose(gain, 0.01)
    assert near(100 * paired, 0.50, 0.01)
    assert near(100 * math.sqrt(2 * 0.9 * 0.1 / items), 0.95, 0.01)


def check_label_noise_accuracy() -> None:
    # 0fy2plqn
    assert near(0.97 * 0.95 + 0.03 * 0.05, 0.923, 1e-4)
    assert math.isclose(1.0 * 0.95 + 0.0 * 0.05, 0.95)


def check_rolling_origins() -> None:
    # 35snrh2f: weekly origins whose 30-day window reaches into the first final origin
    touching = [weeks for weeks in range(1, 45) if 7 * weeks < 30]
    assert len(touching) == 4
    assert 52 - 8 - len(touching) == 40
    assert (7 * 7 + 30) / 30 < 3


def check_sample_size_rule() -> None:
    # xobzyyl6
    constant = 2 * (NORMAL.inv_cdf(0.975) + NORMAL.inv_cdf(0.8)) ** 2
    assert near(constant, 15.7, 1e-3)
    assert math.isclose((1 / 0.5) ** 2, 4)


def check_sample_size_derivation() -> None:
    # xm4go8la
    variance, delta = 0.04 * 0.96, 0.04 * 0.02
    assert math.isclose(variance, 0.0384)
    assert math.isclose(delta, 0.0008)
    assert near(16 * variance / delta**2, 960_000, 1e-6)
    constant = 2 * (NORMAL.inv_cdf(0.975) + NORMAL.inv_cdf(0.8)) ** 2
    assert near(constant * variance / delta**2, 942_000, 1e-3)
    assert math.isclose(2 * 960_000 / 200_000, 9.6)
    assert math.isclose(0.5**2, 0.25)


def check_cuped() -> None:
    # 8gak9wnq, 0drdsh7m
    assert math.isclose(1 - 0.7**2, 0.51)
    assert math.isclose(1 - 0.6**2, 0.64)
    assert near(760_000 * 0.64, 486_000, 1e-3)


def check_peeking() -> None:
    # wgfa66vx
    assert near(crossing_probability([1.959964] * 5), 0.142, 0.02)
    assert near(crossing_probability([1.959964] * 10, step=0.05), 0.193, 0.03)
    assert near(1 - 0.95**5, 0.23, 0.02)  # five independent tests


def check_daily_looks_for_two_weeks() -> None:
    # zs0xi00p: about one time in five
    assert 0.19 < crossing_probability([1.959964] * 14, step=0.08) < 0.24


def check_sample_ratio() -> None:
    # qqhjm6cq
    chi2 = 2 * 1000**2 / 100_000
    assert chi2 == 20
    assert near(chi2_one_df_p(chi2), 8e-6, 0.05)


def check_sample_ratio_case() -> None:
    # exd3mb10
    chi2 = 2 * 2000**2 / 500_000
    assert chi2 == 16
    assert near(chi2_one_df_p(chi2), 6e-5, 0.06)
    assert near(502_000 / 498_000 - 1, 0.008, 0.01)
    assert math.isclose(100 * 502_000 / 1_000_000, 50.2)


def check_design_effect() -> None:
    # 297qf9el
    assert math.isclose(1 + 99 * 0.01, 1.99)


def check_multiple_testing() -> None:
    # uqr90tup
    assert near(1 - 0.95**20, 0.64, 0.01)


def check_forty_metrics() -> None:
    # xfwid9bh
    assert math.isclose(40 * 0.05, 2)
    fewer = sum(math.comb(40, k) * 0.05**k * 0.95 ** (40 - k) for k in range(3))
    assert near(1 - fewer, 1 / 3, 0.05)


def check_triggered_analysis() -> None:
    # e8a5lemc
    share, effect, variance = 0.1, 0.02, 1.0
    untriggered = 16 * variance / (share * effect) ** 2
    triggered_total = 16 * variance / effect**2 / share
    assert math.isclose(untriggered / triggered_total, 10)


def check_p_value_case() -> None:
    # ukuk6u3v
    size, control, treatment = 50_000, 2_000, 2_150
    pooled = (control + treatment) / (2 * size)
    error = math.sqrt(pooled * (1 - pooled) * 2 / size)
    gap = (treatment - control) / size
    assert math.isclose(pooled, 0.0415)
    assert near(100 * error, 0.126, 0.01)
    assert near(gap / error, 2.38, 2e-3)
    assert near(two_sided_p(gap / error), 0.017, 0.03)
    a, b = control / size, treatment / size
    unpooled = math.sqrt((a * (1 - a) + b * (1 - b)) / size)
    low, high = gap - 1.96 * unpooled, gap + 1.96 * unpooled
    assert near(100 * low, 0.05, 0.06)
    assert near(100 * high, 0.55, 0.01)
    assert round(100 * low / a) == 1
    assert round(100 * high / a) == 14


def check_delta_method() -> None:
    # ekppf1th, o1iecv89
    ratio = 2 / 20
    per_user = (9 - 2 * ratio * 48 + ratio**2 * 400) / 20**2
    assert math.isclose(2 * ratio * 48, 9.6)
    assert math.isclose(ratio**2 * 400, 4)
    assert math.isclose(per_user, 0.0085)
    naive = ratio * (1 - ratio) / 20
    assert math.isclose(naive, 0.0045)
    factor = math.sqrt(per_user / naive)
    assert near(factor, 1.37, 5e-3)
    assert near(two_sided_p(1.96 / factor), 0.15, 0.04)
    assert abs(48) <= math.sqrt(9 * 400)


def check_switchback_blocks() -> None:
    # 8gxddc2d
    assert 20 * 14 * 24 == 6720


def check_simpson_case() -> None:
    # e1ykfd20
    assert math.isclose(19_800 / 990_000, 0.020)
    assert math.isclose(220 / 10_000, 0.022)
    assert math.isclose(5_000 / 500_000, 0.010)
    assert math.isclose(6_000 / 500_000, 0.012)
    control, treatment = 24_800 / 1_490_000, 6_220 / 510_000
    assert near(100 * control, 1.66, 5e-3)
    assert near(100 * treatment, 1.22, 5e-3)
    assert near(100 * (treatment - control), -0.44, 0.02)
    assert round(100 * 500 / 510) == 98
    assert round(100 * 500 / 1490) == 34


def check_weak_instruments() -> None:
    # a60gtoft: two-stage estimates in the limit of Staiger and Stock, ten instruments and
    # one, expected first-stage F of 4, endogeneity 0.5, so OLS is off by 0.5
    def median_share(instruments: int, draws: int = 4000) -> float:
        source = random.Random(7)
        push = math.sqrt(instruments * (4 - 1))
        shares = []
        for _ in range(draws):
            above = below = 0.0
            for k in range(instruments):
                v = source.gauss(0, 1)
                u = 0.5 * v + math.sqrt(1 - 0.5**2) * source.gauss(0, 1)
                first = v + (push if k == 0 else 0.0)
                above += first * u
                below += first * first
            shares.append(above / below / 0.5)
        return median(shares)

    assert near(median_share(10), 1 / 4, 0.15)
    assert median_share(1) < 0.15


def check_three_effects() -> None:
    # 8xauzknq: ATE = p ATT + (1 - p) ATU on four units
    effects, treated = [3.0, 2.0, 1.0, 0.0], [True, False, False, False]
    share = sum(treated) / len(treated)
    att = sum(e for e, t in zip(effects, treated, strict=True) if t) / sum(treated)
    atu = sum(e for e, t in zip(effects, treated, strict=True) if not t) / 3
    assert math.isclose(share * att + (1 - share) * atu, sum(effects) / 4)


def check_late() -> None:
    # p1kusnvc
    assert math.isclose(0.6 / (0.30 - 0.05), 2.4)


def check_difference_in_differences() -> None:
    # 50ztp16m
    assert math.isclose((10.9 - 10.0) - (8.5 - 8.0), 0.4, rel_tol=1e-9)


def check_e_value() -> None:
    # z97qruxs
    assert near(2 + math.sqrt(2 * (2 - 1)), 3.41, 2e-3)


def check_business_story() -> None:
    # emq1mxub
    assert math.isclose(7.7 - 8.0, -0.3, rel_tol=1e-6)
    assert math.isclose((-0.4 + -0.2) / 2, -0.3)
    # sized for 0.15 points at 80% power, the 95% interval is about 0.1 points to each side
    z, power = NORMAL.inv_cdf(0.975), NORMAL.inv_cdf(0.8)
    assert near(0.15 / (z + power) * z, 0.1, 0.06)
    assert math.isclose((-0.4 + -0.1) / 2, -0.25)


def check_double_robustness() -> None:
    # 2zpuciul: the bias is the product of both errors, on a two-point example.
    share, true_e, true_m = [0.4, 0.6], [0.3, 0.8], [1.0, 2.0]
    used_e, used_m = [0.5, 0.6], [1.5, 1.0]

    def value(e: list[float], m: list[float]) -> float:
        return sum(
            s * (mm + pe / ee * (tm - mm))
            for s, pe, tm, ee, mm in zip(share, true_e, true_m, e, m, strict=True)
        )

    target = sum(s * m for s, m in zip(share, true_m, strict=True))
    assert math.isclose(value(true_e, used_m), target)
    assert math.isclose(value(used_e, true_m), target)
    bias = sum(
        s * (pe / ee - 1) * (tm - mm)
        for s, pe, tm, ee, mm in zip(share, true_e, true_m, used_e, used_m, strict=True)
    )
    assert math.isclose(value(used_e, used_m) - target, bias)


def check_coupon_profit() -> None:
    # 5zgyh49w
    margin, coupon = 30, 5
    assert math.isclose((0.62 - 0.60) * margin, 0.6)
    assert math.isclose(0.62 * coupon, 3.1)
    assert math.isclose((0.62 - 0.60) * margin - 0.62 * coupon, -2.5)
    assert math.isclose((0.18 - 0.10) * margin, 2.4)
    assert math.isclose(0.18 * coupon, 0.9)
    assert math.isclose((0.18 - 0.10) * margin - 0.18 * coupon, 1.5)


def check_effective_sample_size() -> None:
    # qkoo58ud, 6vdxted0
    weights = [0.1] * 900 + [9.1] * 100
    squares = sum(w * w for w in weights)
    assert math.isclose(sum(weights), 1000)
    assert math.isclose(900 * 0.1**2, 9)
    assert math.isclose(100 * 9.1**2, 8281)
    assert math.isclose(squares, 8290)
    assert round(sum(weights) ** 2 / squares) == 121


def check_kappa() -> None:
    # 2xjimvkn
    chance = 0.9**2 + 0.1**2
    assert math.isclose(chance, 0.82)
    assert near((0.9 - chance) / (1 - chance), 0.44, 0.02)


def check_kappa_at_low_prevalence() -> None:
    # 54q0xmie: 95% raw agreement at 5% prevalence gives kappa about 0.47
    chance = 0.95**2 + 0.05**2
    assert near((0.95 - chance) / (1 - chance), 0.47, 0.02)
    assert 2000 * 0.05 == 100  # a plain sample holds only 100 positives, hence 400 by enrichment


def check_majority_vote() -> None:
    # w5gakx8u
    three = 0.8**3 + 3 * 0.8**2 * 0.2
    five = sum(math.comb(5, k) * 0.8**k * 0.2 ** (5 - k) for k in (3, 4, 5))
    assert near(three, 0.896, 1e-6)
    assert near(five, 0.942, 1e-3)


def check_conformal_rank() -> None:
    # d70yovt0
    assert math.ceil((999 + 1) * 9 / 10) == 900


def check_abstention_threshold() -> None:
    # spjwcto9
    assert math.isclose(2 / 40, 0.05)
    # with a reviewer who errs at rate r: 2 + 40 r < 40 e  <=>  e > 0.05 + r
    assert math.isclose((2 + 40 * 0.03) / 40, 0.05 + 0.03)


def check_paper_story() -> None:
    # ao9j7uiy: two of the five points from the negatives
    assert math.isclose(3 + 2, 5)
    assert math.isclose(768 / 128, 6)
    assert math.isclose((-8 + -4) / 2, -6)


def check_query_arithmetic() -> None:
    # h93qc03y
    mean = 200e6 / 86_400
    assert near(mean, 2315, 1e-3)
    assert near(3 * mean, 7000, 0.01)
    assert math.isclose(7000 * 0.2, 1400)


def check_optimizer_state() -> None:
    # qoep4tx2: two 32-bit numbers a weight, a billion weights
    assert math.isclose(2 * 4 * 1e9 / 1e9, 8)


def check_result_statement() -> None:
    # wlot5kk2
    assert math.isclose((250 - 220) / 250, 0.12)


def check_clarifying_case() -> None:
    # 1cdi77sr
    assert near(5e6 / 86_400, 60, 0.04)
    assert 4000 / 20 == 200


def check_poisson_gradient() -> None:
    # 3mvlu39k: central difference of the deviance against 2 (mu - y)
    y, eta, step = 3.0, 0.7, 1e-6

    def deviance(t: float) -> float:
        mean = math.exp(t)
        return 2 * (y * math.log(y / mean) - (y - mean))

    slope = (deviance(eta + step) - deviance(eta - step)) / (2 * step)
    assert math.isclose(slope, 2 * (math.exp(eta) - y), rel_tol=1e-6)


def check_delivery_promise() -> None:
    # ngohomh3
    assert 100 - 94 == 6


def check_power_curve() -> None:
    # xm4go8la: 942,000 per arm at 4%, with and without a quarter less variance
    def power(lift: float, variance: float = 1.0) -> float:
        error = math.sqrt(2 * variance * 0.04 * 0.96 / 942_000)
        shift = 0.04 * lift / error
        return NORMAL.cdf(shift - 1.96) + NORMAL.cdf(-shift - 1.96)

    assert near(power(0.02), 0.80, 0.002)
    assert near(power(0.01), 0.29, 0.01)
    assert 0.7 < 1 - power(0.01) < 0.72
    assert math.isclose(1 - 0.5**2, 0.75)
    assert power(0.01, 0.75) > power(0.01)


def check_area_at_the_operating_point() -> None:
    # ao0dx68s: normal scores that reach recall 0.8 at a false-positive rate of 1%
    apart = NORMAL.inv_cdf(0.8) + NORMAL.inv_cdf(0.99)
    assert near(NORMAL.cdf(apart / math.sqrt(2)), 0.987, 0.001)
