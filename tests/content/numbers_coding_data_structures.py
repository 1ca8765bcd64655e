"""Recompute the numbers claimed in decks/coding-data-structures.md. Standard library only."""

import bisect
import itertools
import math
import random
import sys
from fractions import Fraction


def check_loop_budget() -> None:
    # card lgjdcedy: 1e7 steps a second; n = 1e5
    assert (10**5) ** 2 / 10**7 == 1_000
    assert 16 < 1_000 / 60 < 17
    assert round(10**5 * math.log2(10**5) / 1e6, 1) == 1.7
    assert 10**5 * math.log2(10**5) / 1e7 < 1


def check_brute_force_pairs() -> None:
    # card cc7dm5l1: about 5 billion comparisons at n = 1e5, some minutes
    pairs = 10**5 * (10**5 - 1) // 2
    assert round(pairs / 1e9) == 5
    assert 8 < pairs / 1e7 / 60 < 9
    # the test's n = 200,000, falling: 20 billion steps, many minutes
    assert round(200_000**2 / 2 / 1e9) == 20
    assert 30 < 200_000**2 / 2 / 1e7 / 60 < 40


def check_integer_memory() -> None:
    # card 7dmvgk1n: list of 1e7 distinct ints against int64 array
    if sys.implementation.name == "cpython" and sys.maxsize > 2**32 and sys.version_info < (3, 15):
        assert sys.getsizeof(10**6) == 28
        assert sys.getsizeof(2**30 - 1) == 28
    assert 10**7 * (8 + 28) == 360e6
    assert 10**7 * 8 == 80e6
    assert 4 < 360 / 80 < 5


def check_heapify_sum() -> None:
    # card 20cyy8br: sum of h / 2^(h + 1) is 1
    assert math.isclose(sum(h / 2 ** (h + 1) for h in range(200)), 1.0)


def check_stochastic_tolerance() -> None:
    # card 2cibzp7i: standard error 0.005, four of them, tail 6.3e-5, about 1 in 16,000
    assert math.isclose(math.sqrt(0.25 / 10_000), 0.005)
    assert 4 * 0.005 == 0.02
    tail = math.erfc(4 / math.sqrt(2))
    assert f"{tail:.1e}" == "6.3e-05"
    assert round(1 / tail, -3) == 16_000
    # a coin of 0.53 leaves 0.48..0.52 about 98% of the time, and 0.45..0.55 practically never
    error = math.sqrt(0.53 * 0.47 / 10_000)
    caught = 1 - math.erfc((0.53 - 0.52) / error / math.sqrt(2)) / 2
    missed = 1 - math.erfc((0.55 - 0.53) / error / math.sqrt(2)) / 2
    assert round(caught, 2) == 0.98
    assert missed > 0.9999


def check_integer_hashes() -> None:
    # card 4xp2cpo6: integers are not salted; multiples of 2^61 - 1 hash to 0 on 64-bit builds
    if sys.implementation.name == "cpython" and sys.hash_info.width == 64:
        assert sys.hash_info.modulus == 2**61 - 1
        assert all(hash(k * (2**61 - 1)) == 0 for k in range(5))


def check_power_of_sampled_distinct() -> None:
    # card dxeqs0f7: 100,000 draws from 100,000 equal weights give about 63,212 distinct items
    n = 100_000
    expected, spread = n * (1 - math.exp(-1)), math.sqrt(n * math.exp(-1) * (1 - 2 / math.e))
    assert round(expected) == 63_212
    assert expected - 10 * spread > 60_000


def check_variance_cancellation() -> None:
    # card oe65nlig: doubles near 1e18 lie 128 apart
    assert math.ulp(1e18) == 128.0
    # card zq8zyn02: the naive formula misses the true variance 30 completely
    values = [1e9 + v for v in (4, 7, 13, 16)]
    naive = (sum(v * v for v in values) - sum(values) ** 2 / 4) / 3
    exact = sum((v - 10) ** 2 for v in (4, 7, 13, 16)) / 3
    assert exact == 30
    assert abs(naive - 30) > 10
    # about 2 log10(mean / spread) of 16 digits are lost: 16 at a ratio of 1e8
    assert 2 * math.log10(1e8) == 16
    assert round(-math.log10(sys.float_info.epsilon)) == 16


def check_broadcast_memory() -> None:
    # card bpn593kh: 51.2 GB against 0.4 GB
    assert 10_000 * 10_000 * 128 * 4 == 51.2e9
    assert 10_000 * 10_000 * 4 == 0.4e9


def check_slices() -> None:
    # card hw6lv3t1 has no number; slicing costs are argued on cards of recursion
    assert sum(2**i for i in range(20)) < 2**20


def check_k_way_merge() -> None:
    # card 67ygwtct: k = 1,000
    assert 1_000 - 1 == 999
    assert round(math.log2(1_000)) == 10


def check_binary_search_probes() -> None:
    # card 9yihyngw
    assert 2**29 < 10**9 < 2**30


def check_greedy_coins() -> None:
    # card 373nlrm3: coins 1, 3, 4 and amount 6, the smallest failure
    amount, greedy = 6, []
    for coin in (4, 3, 1):
        while amount >= coin:
            greedy.append(coin)
            amount -= coin
    assert greedy == [4, 1, 1]
    best = [0]
    for a in range(1, 7):
        best.append(1 + min(best[a - c] for c in (1, 3, 4) if c <= a))
    assert best[6] == 2
    assert best[1:6] == [1, 2, 1, 1, 2]


def check_sliding_window_counterexample() -> None:
    # card l30lmzhx: [5, -4], K = 1: the full window is valid, its prefix [5] is not
    assert sum([5, -4]) <= 1 < sum([5])
    # suffix minima of the prefix sums with a binary search find the longest sum <= K with negatives
    rng = random.Random(3)
    for _ in range(500):
        values = [rng.randrange(-5, 6) for _ in range(rng.randrange(1, 9))]
        limit, n = rng.randrange(-6, 7), len(values)
        prefix = [0, *itertools.accumulate(values)]
        lowest = list(itertools.accumulate(reversed(prefix), min))[::-1]
        assert lowest == sorted(lowest)
        fast = max(
            (bisect.bisect_right(lowest, prefix[i] + limit, lo=i + 1) - 1 - i for i in range(n))
        )
        slow = max(
            (
                j - i
                for i in range(n)
                for j in range(i + 1, n + 1)
                if prefix[j] - prefix[i] <= limit
            ),
            default=0,
        )
        assert max(fast, 0) == slow
        # a pointer that only moves forward finds the same length
        best, end = 0, 0
        for i in range(n):
            while end <= n and lowest[end] <= prefix[i] + limit:
                end += 1
            best = max(best, end - 1 - i)
        assert best == slow


def check_reservoir_probability() -> None:
    # card 737n5jp6: k / i times the telescoping product is k / n
    for n, k in ((10, 3), (7, 7), (50, 1)):
        for i in range(k, n + 1):
            p = Fraction(k, i)
            for j in range(i + 1, n + 1):
                p *= 1 - Fraction(k, j) * Fraction(1, k)
            assert p == Fraction(k, n)


def check_successive_sampling() -> None:
    # card u0xv602d: weights 1, 2, 3, two draws: P(item of weight 1 is in) = 5/12; w * u would give 5/6 not 3/4
    inside = 1 - (Fraction(2, 6) * Fraction(3, 4) + Fraction(3, 6) * Fraction(2, 3))
    assert inside == Fraction(5, 12)
    # card l52fgse3: u ** (1 / w) underflows, the logarithm does not
    assert 0.5 ** (1 / 1e-4) == 0.0
    assert math.isfinite(math.log(0.5) / 1e-4)


def check_variance_merge() -> None:
    # card zq8zyn02: between-group term of the merge
    rng = random.Random(0)
    a, b = [rng.gauss(0, 1) for _ in range(7)], [rng.gauss(5, 2) for _ in range(4)]

    def squares(v: list[float]) -> float:
        m = sum(v) / len(v)
        return sum((x - m) ** 2 for x in v)

    delta = sum(b) / 4 - sum(a) / 7
    assert math.isclose(squares(a + b), squares(a) + squares(b) + delta**2 * 7 * 4 / 11)


def check_welford_update() -> None:
    # card 61hw76hz: M <- M + delta * (x - new mean)
    mean, m2 = 0.0, 0.0
    data = [3.0, 8.0, -2.0, 5.5]
    for n, x in enumerate(data, start=1):
        delta = x - mean
        mean += delta / n
        m2 += delta * (x - mean)
    assert math.isclose(m2, sum((x - sum(data) / 4) ** 2 for x in data))


def check_bootstrap_widths() -> None:
    # card 0e356800: 200 users with 40 identical rows each
    by_user, by_row = 2 * 1.96 * math.sqrt(0.25 / 200), 2 * 1.96 * math.sqrt(0.25 / 8_000)
    assert round(by_user, 3) == 0.139
    assert round(by_row, 3) == 0.022
    assert math.isclose(by_user / by_row, math.sqrt(40))


def check_exp_overflow() -> None:
    # card rtavcair: float64 about 709.8, float32 about 88.7
    assert round(math.log(sys.float_info.max), 1) == 709.8
    assert round(math.log((2 - 2**-23) * 2.0**127), 1) == 88.7


def check_log_of_softmax() -> None:
    # card zhk6mppm: the far smaller logit underflows to 0
    assert math.exp(0.0 - 1_000.0) == 0.0


def check_bce_from_logits() -> None:
    # card 9yj7kyoc: max(z, 0) - z y + log1p(exp(-|z|)) equals the usual loss and survives large z
    for z in (-3.0, -0.5, 0.0, 2.0):
        for y in (0, 1):
            p = 1 / (1 + math.exp(-z))
            usual = -(y * math.log(p) + (1 - y) * math.log(1 - p))
            assert math.isclose(
                max(z, 0) - z * y + math.log1p(math.exp(-abs(z))), usual, abs_tol=1e-12
            )
    assert max(1000.0, 0) - 0 + math.log1p(math.exp(-1000.0)) == 1000.0


def check_central_difference() -> None:
    # card k4j5notm: h = 1e-5 reaches well below 1e-6, the forward difference does not converge as fast
    f, x, h = math.sin, 0.7, 1e-5
    central = abs((f(x + h) - f(x - h)) / (2 * h) - math.cos(x))
    forward = abs((f(x + h) - f(x)) / h - math.cos(x))
    assert central < 1e-9 < 1e-7 < forward


def check_logistic_curvature() -> None:
    # card 5uehuzkp: p (1 - p) is at most a quarter
    assert max(p / 1000 * (1 - p / 1000) for p in range(1001)) == 0.25


def check_attention_memory() -> None:
    # card w6raqhbo: 32,768 tokens, fp16, one head: 2 GiB
    assert 32_768**2 * 2 == 2 * 2**30


def check_auc_formula() -> None:
    # card geedclld: average ranks reproduce the pairwise definition
    labels, scores = [0, 1, 0, 1, 1], [1, 2, 2, 2, 3]
    ranks = []
    for s in scores:
        below, equal = sum(t < s for t in scores), sum(t == s for t in scores)
        ranks.append(below + (equal + 1) / 2)
    positive = sum(r for r, label in zip(ranks, labels, strict=True) if label)
    auc = (positive - 3 * 4 / 2) / (3 * 2)
    pairs = [
        (p > q) + 0.5 * (p == q)
        for p, a in zip(scores, labels, strict=True)
        for q, b in zip(scores, labels, strict=True)
        if a > b
    ]
    assert math.isclose(auc, sum(pairs) / 6)


def check_ndcg_example() -> None:
    # card 2jkai41a: one mediocre hit, ideal from the returned list gives 1, the right one far less
    def gain(rel: int) -> int:
        return 2**rel - 1

    assert gain(1) / gain(1) == 1
    assert gain(1) / gain(3) == 1 / 7


def check_bm25_limits() -> None:
    # card dqzvwgks: k1 = 0 gives presence only; b = 0 removes length
    def weight(tf: float, length: float, k1: float, b: float) -> float:
        average = 10
        return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))

    assert weight(1, 5, 0, 0.75) == weight(9, 50, 0, 0.75) == 1
    assert weight(3, 5, 1.5, 0) == weight(3, 500, 1.5, 0)
    # card gm7fgpwc: the idf never goes negative, the classic one does beyond half of the documents
    for n in range(101):
        assert math.log(1 + (100 - n + 0.5) / (n + 0.5)) > 0
        assert (math.log((100 - n + 0.5) / (n + 0.5)) < 0) == (n > 50)


def check_underflow_naive_bayes() -> None:
    # card 9ep67wak: 0.001 ** 2000 = 1e-6000 is 0; smallest double about 5e-324
    assert 1e-3**2000 == 0.0
    assert 3 * 2000 == 6000
    assert f"{5e-324:.0e}" == "5e-324"
    assert 5e-324 / 2 == 0.0


def check_gini_update() -> None:
    # card 5siqmt60: moving one point changes the sums of squares by 2 l + 1 and 1 - 2 r
    for left in range(6):
        for right in range(1, 6):
            assert (left + 1) ** 2 - left**2 == 2 * left + 1
            assert (right - 1) ** 2 - right**2 == 1 - 2 * right
    # the midpoint of adjacent floats may be the larger one
    low, high = 1 + 2**-52, 1 + 2**-51
    assert low + (high - low) / 2 == high


def check_gini_identity() -> None:
    # card 5siqmt60: weighted Gini = 1 - (SL / nL + SR / nR) / n
    left, right = [3, 1], [0, 4, 2]

    def gini(counts: list[int]) -> float:
        return 1 - sum((c / sum(counts)) ** 2 for c in counts)

    n = sum(left) + sum(right)
    direct = (sum(left) * gini(left) + sum(right) * gini(right)) / n
    squares = sum(c * c for c in left) / sum(left) + sum(c * c for c in right) / sum(right)
    assert math.isclose(direct, 1 - squares / n)


def check_masked_rows() -> None:
    # card 7r4f263d: minus infinity minus itself is NaN
    assert math.isnan(-math.inf - -math.inf)


def check_states_times_work() -> None:
    # card 7a82p12t: matrix chains have n (n + 1) / 2 states, each trying up to n - 1 splits: cubic in all
    for n in (10, 20, 40):
        tried = sum(j - i for i in range(n) for j in range(i, n))
        assert tried == (n**3 - n) // 6


def check_power_iteration_rate() -> None:
    # card qkpfbuvl: the error ratio per step is lambda2 / lambda1
    v, errors = [1.0, 1.0], []
    for _ in range(20):
        v = [3.0 * v[0], 2.0 * v[1]]
        errors.append(v[1] / v[0])
    assert all(math.isclose(b / a, 2 / 3) for a, b in itertools.pairwise(errors))
    # eigenvalues 2, 2, 1: the run keeps the start's direction inside the top eigenspace
    v = [3.0, 4.0, 5.0]
    for _ in range(200):
        v = [2.0 * v[0], 2.0 * v[1], v[2]]
        norm = math.hypot(*v)
        v = [x / norm for x in v]
    assert math.isclose(v[0], 0.6)
    assert math.isclose(v[1], 0.8)
    assert abs(v[2]) < 1e-12


def check_token_bucket_bound() -> None:
    # card pyudss5z: never more than b + r t requests in t seconds (unit steps, greedy client)
    rate, capacity, tokens, passed = 2, 5, 5, 0
    for second in range(11):
        while tokens >= 1:
            tokens -= 1
            passed += 1
        assert passed <= capacity + rate * second
        tokens = min(capacity, tokens + rate)
    assert passed == capacity + rate * 10


def check_grid_short_cut() -> None:
    # card pg6j8e5r: a direct path has R + C - 1 cells, so R + C - 3 inner ones and R + C - 2 steps
    for rows in range(1, 6):
        for cols in range(1, 6):
            if rows + cols > 2:
                cells = rows + cols - 1
                assert cells - 2 == rows + cols - 3
                assert cells - 1 == rows + cols - 2


def check_isclose_default() -> None:
    # card arfqv50h
    assert not math.isclose(1e-12, 0.0)
    assert math.isclose(1e-12, 0.0, abs_tol=1e-9)


if __name__ == "__main__":
    for name, function in list(globals().items()):
        if name.startswith("check_"):
            function()
            print("ok", name)
