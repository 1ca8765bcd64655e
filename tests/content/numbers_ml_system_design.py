"""Recompute every numeric claim of decks/ml-system-design.md; comments name the cards."""

import math
import random

DAY = 86_400


def near(value: float, target: float, rel: float = 0.02) -> bool:
    """Tell whether a value agrees with a rounded claim."""
    return abs(value - target) <= rel * abs(target)


def check_queries_per_second() -> None:
    # Cards 767zgmpy (qps) f7vojffb (200m) ontkj9gr (open): 200M a day
    assert near(2e8 / DAY, 2_300)
    assert near(3 * 2e8 / DAY, 6_900)
    assert 20e6 * 10 == 200e6
    assert near(1e5, DAY, 0.2)
    # Cards 5vu9sji0 (video): 50M viewers x 5 loads, 4x peak
    assert near(50e6 * 5 / DAY, 2_900)
    assert near(4 * 50e6 * 5 / DAY, 12_000, 0.05)
    # Cards cdoaj8m3 (feed): 100M users x 10 loads, 3x peak, 500 candidates
    assert near(1e9 / DAY, 11_600)
    assert near(3e9 / DAY, 35_000)
    assert near(3e9 / DAY * 500, 1.7e7, 0.03)
    # Cards dhm4hjfe (auto): 200M searches x 5 prefixes
    assert 2e8 * 5 == 1e9
    assert near(3 * 1e9 / DAY, 35_000)


def check_queueing() -> None:
    # Cards 6s4izz3f (little)
    assert round(7_000 * 0.2) == 1_400
    # Cards g4ev96pe (util)
    assert [round(1 / (1 - rho), 6) for rho in (0.5, 0.8, 0.9)] == [2, 5, 10]
    assert 0.9 * 3 / 2 > 1
    # Cards gfqvat68 (zone)
    assert near(0.5 * 3 / 2, 0.75, 1e-9)


def check_tail() -> None:
    # Cards nhh69gmb (tail)
    assert near(1 - 0.99**100, 0.63, 0.01)
    # Cards ppfov6gl (tail)
    assert near(40 / 900, 0.044, 0.02)  # Markov: the mean bounds the slow share
    assert near(1 - 0.999**20, 0.02)
    assert 0.01 < 1 - 0.999**20 < 40 / 900  # enough for the P99, and allowed by the mean
    # Cards jo2thfw0 (cachep99): overall P99 is the P90 of the misses (10% of requests)
    rng = random.Random(7)
    misses = [rng.uniform(200, 900) for _ in range(10_000)]
    every = sorted(misses + [5.0] * 90_000)
    assert near(every[int(0.99 * len(every))], sorted(misses)[int(0.9 * len(misses))], 0.005)


def check_embedding_memory() -> None:
    # Cards sh7z5hxt (embmem)
    assert near(1e8 * 128 * 4 / 1e9, 51.2, 1e-9)
    assert near(1e8 * 128 * 2 / 1e9, 25.6, 1e-9)
    # Cards 5vu9sji0 (video): exact search over 100,000 titles in float16
    assert near(1e5 * 128 * 2 / 1e6, 26)
    # Cards 6xh4x280 (refresh)
    assert 5e8 * 256 * 2 / 1e9 == 256
    assert near(5e8 / 1_000 / 3_600, 139)
    assert near(5e8 / 1_000 / 3_600 / 14, 10)
    # Cards f88jhuil (rag)
    assert near(5e7 * 768 * 4 / 1e9, 154)
    assert near(5e7 * 768 / 1e9, 38)
    assert 10_000_000 * 5 == 5e7


def check_two_stages() -> None:
    # Cards sqyk4h8i (twostage)
    assert 1e7 / 500 == 20_000
    # Cards 8asd2cow (ads)
    assert 1e5 * 500 == 5e7
    assert 1e5 * 50 == 5e6
    assert 5e6 / 20_000 == 250
    assert near(250 / 0.6, 420)
    assert near(250 / 0.6 * 3 / 2, 625, 1e-9)
    assert sum((10, 15, 15, 10, 30, 10, 10)) == 100


def check_negative_sampling() -> None:
    # Cards ix0ksgri (negcal): formula, value, and odds rule
    def undo(p: float, w: float) -> float:
        return p / (p + (1 - p) / w)

    assert near(undo(0.2, 0.1), 0.0244, 0.001)
    assert near(0.1 * 0.2 / 0.8, 0.025, 1e-9)
    assert near(0.2 / undo(0.2, 0.1), 8.2, 0.01)
    assert near(1e-6 / undo(1e-6, 0.1), 10, 1e-3)
    q = undo(0.2, 0.1)
    assert near(q / (1 - q), 0.1 * 0.2 / 0.8, 1e-9)
    # it inverts the sampling: true rate 1%, keep 10% of non-clicks
    true = 0.01
    sampled = true / (true + (1 - true) * 0.1)
    assert near(undo(sampled, 0.1), true, 1e-9)
    # Cards tc8s6lhs (calib): corrected with 0.12 instead of 0.10; noise of the ratio at a
    # million clicks
    assert near(undo(sampled, 0.12) / true, 1.2, 0.01)
    assert near(1 / math.sqrt(1e6), 0.001, 1e-9)


def check_sampled_softmax_correction() -> None:
    # Cards 3ct0wi20 (logq): with logits s - log q, sampled softmax estimates the full softmax
    # sum without bias
    rng = random.Random(3)
    s = [rng.gauss(0, 1) for _ in range(50)]
    raw = [1 / (i + 1) for i in range(50)]
    q = [r / sum(raw) for r in raw]
    full = sum(math.exp(x) for x in s)
    draws = rng.choices(range(50), weights=q, k=200_000)
    corrected = sum(math.exp(s[j] - math.log(q[j])) for j in draws) / len(draws)
    assert near(corrected, full, 0.02)


def check_delayed_feedback() -> None:
    # Cards sgx9c8fz (delayed): Pr(unconverted at age e) = (1-p) + p Pr(D > e)
    rng = random.Random(5)
    p, e, mean = 0.3, 2.0, 3.0
    n = 200_000
    unconverted = sum(not (rng.random() < p and rng.expovariate(1 / mean) <= e) for _ in range(n))
    assert near(unconverted / n, (1 - p) + p * math.exp(-e / mean), 0.01)


def check_exploration_price() -> None:
    # Cards 2kt2obpb (loop)
    assert near(0.01 * 0.20, 0.002, 1e-9)


def check_vector_indices() -> None:
    # Cards ljte8cpl (hnswmem)
    per = 4 * 128 + 8 * 32
    assert per == 768
    assert near(1e8 * per / 1e9, 77)
    upper = 4 * 32 / math.log(32)  # upper layers: M links with weight 1/ln M
    assert upper / per < 0.05
    # Cards uycu5b4m (ivf)
    probed = 64 * 1e8 / 65_536
    assert near(probed, 98_000, 0.01)
    assert near(65_536 + probed, 163_000, 0.01)
    assert near((65_536 + probed) / 1e8, 0.0016, 0.03)
    # Cards bz1xkt9y (pq)
    assert 768 * 4 == 3_072
    assert 3_072 / 96 == 32
    # Cards 6r0di1l7 (hnswvspq) a87avnfl (index)
    assert 1e9 * 768 / 1e9 == 768
    assert 1e9 * (64 + 8) / 1e9 == 72
    assert 1e9 * 128 * 4 / 1e9 == 512
    assert math.ceil(768 / 50) == 16
    assert math.ceil(384 / 50) == 8
    assert math.ceil(72 / 50) == 2
    assert 128 + 8 * 32 == 384
    assert 200 / 32 * 0.1 < 1  # ms: 200 reads of 100 us at queue depth 32
    # Cards s15za7k1 (filterann)
    assert 10 / 0.01 == 1_000
    # Cards 0fj5ly3z (image)
    assert 4 * 256 + 8 * 32 == 1_280
    assert 500e6 * 1_280 / 1e9 == 640
    assert 500e6 * 72 / 1e9 == 36
    assert sum((100, 20, 50, 40, 30, 60)) == 300
    assert 2_000 / 500 == 4
    assert near(4 / 6, 0.67)


def check_consistent_hashing() -> None:
    # Cards ncjaxcqw (conshash)
    n = 110_000
    moved = sum(1 for key in range(n) if key % 10 != key % 11) / n
    assert near(moved, 10 / 11, 1e-3)
    assert near(10 / 11, 0.91)
    assert near(1 / 11, 0.09)


def check_feature_store() -> None:
    # Cards 2a32hwzb (featbw)
    assert 1e5 * 500 * 400 / 1e9 == 20
    assert 20 * 8 == 160
    assert 1e5 * 500 == 5e7
    # Cards if42yx0y (shard)
    assert 200e6 * 2e3 / 1e9 == 400
    assert 100e6 * 1e3 / 1e9 == 100
    assert 500 * 3 == 1_500
    assert math.ceil(500 / 32) == 16
    assert 16 * 3 == 48
    assert 1e5 * 100 == 1e7
    assert 10e6 * 1e3 / 1e9 == 10
    misses = 1e5 * 100 * 0.05
    assert near(misses / 1e5, 5, 1e-9)
    assert near(1e5 + misses, 6e5, 1e-9)
    assert near(6e5 / 16, 37_500, 1e-9)
    assert near(6e5 / 48, 12_500, 1e-9)
    # Cards 1806yb3c (quorum)
    assert 2 + 2 > 3


def check_psi_noise() -> None:
    # Cards rq54qvwj (drift): expectation without drift, by formula and by simulation
    assert near(9 * (1 / 100 + 1 / 100), 0.18, 1e-9)
    rng = random.Random(11)

    def shares(k: int) -> list[float]:
        counts = [0] * 10
        for _ in range(k):
            counts[rng.randrange(10)] += 1
        return [c / k for c in counts]

    def psi(k: int) -> float | None:
        a, e = shares(k), shares(k)
        if 0 in a or 0 in e:
            return None
        return sum((x - y) * math.log(x / y) for x, y in zip(a, e, strict=True))

    seen = [value for value in (psi(100) for _ in range(4_000)) if value is not None]
    assert near(sum(seen) / len(seen), 0.18, 0.1)


def check_psi_cutoff() -> None:
    # Cards gukxcf47 (psi): two bins, 50% moves to a
    def two_bins(a: float) -> float:
        return (a - 0.5) * math.log(a / 0.5) + (0.5 - a) * math.log((1 - a) / 0.5)

    assert two_bins(0.655) < 0.1 < two_bins(0.656)
    assert near(two_bins(0.655), 0.1, 0.02)
    assert near(two_bins(0.656), (0.656 - 0.5) * math.log(0.656 / 0.344), 1e-9)


def check_effective_sample() -> None:
    # Cards 2j24h7wv (impweight): Kish n/(1 + cv^2) equals (sum w)^2 / sum w^2
    assert near(100_000 / (1 + 3**2), 10_000, 1e-9)
    w = [0.2, 0.5, 1.0, 4.0]
    mean = sum(w) / 4
    cv2 = sum((x - mean) ** 2 for x in w) / 4 / mean**2
    assert near(sum(w) ** 2 / sum(x * x for x in w), 4 / (1 + cv2), 1e-9)


def check_release_statistics() -> None:
    # Cards 9j6ykt14 (ruleof3) brw9fyne (mech)
    assert near(3 / 3_000, 0.001, 1e-9)
    assert near(0.999**3_000, 0.05)
    assert 3 / 1e-4 == 30_000
    # Cards 40knea2v (calibratio)
    assert near(1 / math.sqrt(10_000), 0.01, 1e-9)
    # Cards ehk10mei (monitor)
    assert near(200 * 0.01, 2, 1e-9)


def check_overload() -> None:
    # Cards a6m9gxxq (retryamp)
    assert 3**3 == 27
    # Cards 9bjqetki (autoscale)
    assert 140 / 2 == 70
    # Cards an333b8y (spike)
    assert near(100_000 * 0.4 * 0.5 / 4, 5_000, 1e-9)
    assert 5_000 / 1_000 == 5


def check_search_200m() -> None:
    # Cards f7vojffb (200m)
    assert 7_000 * 0.08 == 560
    assert 7_000 * 200 == 1.4e6
    assert math.ceil(1.4e6 / 1e5) == 14
    assert math.ceil(14 / 0.6) == 24
    assert 24 * 3 / 2 == 36
    assert sum((30, 15, 40, 20, 45, 10, 40)) == 200


def check_cost() -> None:
    # Cards dmbj57hj (cost)
    assert near(1 - 0.22 / 0.50, 0.56, 0.01)
    assert near(0.55 * 0.56, 0.31, 0.01)
    assert 55 + 20 + 15 + 10 == 100
    assert near(0.31 + 0.10 + 0.10, 0.5, 0.03)


def check_llm_serving() -> None:
    # Cards tk82mwii (weights)
    assert [70 * b for b in (2, 1, 0.5)] == [140, 70, 35]
    assert 2 * 80 - 140 == 20
    # Cards uj0io5ej (decodebw) zx4vofsx (llm)
    assert near(140 / (8 * 3.35), 5.2, 0.01)
    assert near(70 / (8 * 3.35), 2.6, 0.01)
    # Cards abnixwm8 (prefill)
    assert 2 * 70e9 * 1_000 == 1.4e14
    assert near(1.4e14 / (8 * 1e15 * 0.5), 0.035, 1e-9)
    # Cards zx4vofsx (llm): KV cache bytes per token
    per_token = 2 * 80 * 8 * 128 * 2
    assert per_token == 327_680 == 320 * 1_024
    assert per_token * 4_096 / 2**30 == 1.25
    # Cards ygjvw5w3 (intensity)
    assert near(1e15 / 3.35e12, 300)
    # Cards blhtm0j0 (specdec): formula and simulation
    assert near((1 - 0.8**5) / 0.2, 3.4)
    rng = random.Random(2)

    def tokens() -> int:
        n = 1
        while n < 5 and rng.random() < 0.8:
            n += 1
        return n

    assert near(sum(tokens() for _ in range(50_000)) / 50_000, 3.36, 0.01)
    # Cards zx4vofsx (llm)
    sequence = per_token * 4_096 / 1e9
    assert near(sequence, 1.34, 0.01)
    assert near(0.9 * 640 - 140, 436, 1e-9)
    # Cards mhenrr7z (kv)
    assert round(436 / sequence) == 325
    assert near((576 - 70) / 1.34, 377, 0.005)
    assert near(377 / 325, 1.16, 0.005)
    assert near(325 / 10, 32, 0.02)
    assert 0.9 * 640 == 576
    # Cards zx4vofsx (llm)
    assert (200 - 35 - 15) / 10 == 15
    assert 200 * 10 / 1_000 == 2
    # Cards f88jhuil (rag)
    assert near(2 * 8e9 * 2_300 / 5e14 * 1_000, 75, 0.03)
    assert 16 / 3.35 < 8  # ms a token: 8B in 16 bit at 3.35 TB/s
    assert 20 * 8 == 160
    assert sum((150, 60, 100, 75, 160, 60, 300, 95)) == 1_000
    # Cards xn2pb762 (distt): gradient of the soft-target loss scales as 1/T^2 (large T, zero-
    # mean logits)
    student, teacher = [0.5, -0.2, -0.3], [1.0, -0.4, -0.6]

    def soft(z: list[float], t: float) -> list[float]:
        w = [math.exp(x / t) for x in z]
        return [x / sum(w) for x in w]

    def grad(t: float) -> float:
        return (soft(student, t)[0] - soft(teacher, t)[0]) / t

    assert near(grad(50) / grad(100), 4, 0.03)


def check_model_choice() -> None:
    # Cards k60e5jqv (1b)
    gpus = 2e8 * 50 * 2 * 1e9 / 1e14 / DAY
    assert 2e8 * 50 * 2 * 1e9 == 2e19
    assert near(gpus, 2.3)
    assert near(3 * gpus, 7, 0.02)
    peak = 3 * 50 * gpus
    assert near(peak, 347, 0.01)
    assert near(peak / 10, 35, 0.01)
    assert near(347 * 2 * 8_760 / 1e6, 6.1, 0.01)
    assert near(34.7 * 2 * 8_760 / 1e6, 0.6, 0.02)
    assert near(6.08 - 0.61, 5.5, 0.01)
    assert 5 / 50 == 0.1


def check_distributed_training() -> None:
    # Cards zg2lcr88 (ring)
    sent = 2 * 63 / 64 * 2e9
    assert near(sent / 1e9, 3.9, 0.01)
    assert near(sent / 50e9, 0.079, 0.01)
    # Cards x5jn5j86 (bubble)
    assert near(7 / (32 + 7), 0.18, 0.01)  # of total time
    assert near(7 / 32, 0.22, 0.01)  # of ideal time
    # Cards ha349sbw (young)
    interval = math.sqrt(2 * 60 * 6 * 3_600)
    assert near(interval, 1_610, 0.001)
    assert near(interval / 60, 27, 0.01)

    def waste(t: float) -> float:
        return 60 / t + t / (2 * 6 * 3_600)

    assert waste(interval) < min(waste(0.9 * interval), waste(1.1 * interval))
    # Cards 1aao0muk (inputbw)
    assert near(8 * 2_500 * 110e3 / 1e9, 2.2, 1e-9)
    # Cards z6jgwia9 (actckpt): forward 1 + backward 2, one more forward
    assert near(4 / 3 - 1, 0.33)


def check_cnn_pipeline() -> None:
    # Cards a0v4wpv2 (train)
    assert 25e6 * 2 / 1e6 == 50
    assert near(2 * 63 / 64 * 50, 98, 0.01)
    assert near(98.4e6 / 50e9, 0.002)
    assert near(128 / 2_500, 0.051, 0.01)
    assert 64 * 2_500 == 160_000
    assert near(160_000 * 110e3 / 1e9, 17.6, 1e-9)
    assert near(1e8 * 110e3 / 1e12, 11, 1e-9)
    assert 1e8 / 160_000 == 625
    assert 64 * 128 == 8_192


def check_parallel_layout() -> None:
    # Cards 1pij3mip (parallel)
    assert 70 * 16 == 1_120
    assert near(1_120 / 512, 2.2)
    tokens = 1_024 * 4_096
    flops = 6 * 70e9 * tokens
    assert near(tokens, 4.2e6, 0.01)
    assert near(flops, 1.76e18, 0.01)
    assert near(flops / (512 * 4e14), 8.6, 0.01)
    assert near(512 * 4e14, 2.05e17, 0.01)
    step = flops / (512 * 4e14)
    # ZeRO-3: two gathers and one reduce-scatter of the 16-bit weights over eight NICs a node
    assert 3 * 70 * 2 == 420
    assert 8 * 50 == 400
    assert near(420 / 400, 1.1, 0.05)
    assert near(420 / 50, 8.4, 1e-9)
    assert 1_024 / 512 == 2
    # 34 s b h bytes of activations a layer without the attention scores, two sequences, 80 layers
    assert near(34 * 4_096 * 2 * 8_192 * 80 / 1e9, 183, 0.01)
    assert 2 * 4_096 * 2 * 8_192 * 80 / 1e9 < 80  # layer inputs alone fit
    assert near(step * 4 / 3, 11.5, 0.01)
    # option B keeps (10 + 24 / 8) s b h a layer, 20 layers, 4 microbatches in flight
    assert 10.4 + (10 + 24 / 8) * 4_096 * 8_192 * 20 * 4 / 1e9 < 80
    assert 8 * 4 * 16 == 512
    assert near(70 / 32, 2.2, 0.01)
    assert 4 + 12 / 16 == 4.75
    assert near(70 / 32 * 4.75, 10.4, 0.01)
    activations = 4_096 * 8_192 * 2
    ring = 2 * 7 / 8 * activations
    assert near(activations / 1e6, 67, 0.01)
    assert near(ring / 1e6, 117, 0.01)
    total = ring * 4 * 20 * 64
    assert near(total / 1e9, 600, 0.01)
    assert near(total / 450e9, 1.3, 0.03)
    assert near(total / 50e9, 12)
    assert near(3 / 67, 0.045, 0.01)
    assert near((step + total / 450e9) / (1 - 3 / 67), 10.4, 0.01)
    assert 1_024 / 16 == 64
    assert near(70e9 / 32 * 2 / 1e9, 4.4, 0.01)
    assert near(2 * 15 / 16 * 70e9 / 32 * 2 / 50e9, 0.16, 0.03)


def check_notebook() -> None:
    # Cards jzzgkyo7 (notebook)
    assert near(40 / (8 * 0.85), 5.9, 0.01)
    assert near(40 / 0.85, 47, 0.01)
    assert near(1 / 0.85 - 1, 0.18, 0.03)


def check_lsh_and_pairs() -> None:
    # Cards 79z06rij (lsh)
    def candidate(s: float) -> float:
        return 1 - (1 - s**5) ** 20

    assert near(candidate(0.8), 0.9996, 1e-4)
    assert near(candidate(0.4), 0.19, 0.03)
    # Cards w736gwlt (er)
    assert near(5e8 * (5e8 - 1) / 2, 1.25e17, 1e-6)
    assert 5e8 * 50 == 2.5e10
    assert 2.5e10 * 0.01 == 2.5e8
    assert near(2.5e10 * 0.01 / 10_000 / 3_600, 7, 0.02)


def check_newsvendor() -> None:
    # Cards r0j1zf53 (newsvendor): the P90 minimizes 9 x shortage + 1 x surplus on a uniform
    # demand 1..100
    def cost(order: int) -> float:
        return sum(9 * max(0, d - order) + max(0, order - d) for d in range(1, 101))

    assert min(range(1, 101), key=cost) in (90, 91)
    # Cards li2t01k8 (forecast)
    assert 10e6 * 0.003 == 30_000
    assert 30_000 / 100 / 60 == 5


def check_fraud() -> None:
    # Cards b95u74q0 (fraudthr)
    assert near(10 / (10 + 40), 0.2, 1e-9)
    assert near(10 / (10 + 990), 0.01, 1e-9)
    # Cards e693mssg (fraud)
    precision = 0.001 * 0.9 / (0.001 * 0.9 + 0.999 * 0.01)
    assert near(precision, 0.083, 0.01)
    assert near((1 - precision) / precision, 11, 0.02)
    assert sum((10, 15, 3, 7, 15)) == 50
    assert 5_000 / 1_000 == 5
    assert 12 * 2 / 3 == 8
    assert near(5 / 8, 0.63, 0.01)


def check_autocomplete() -> None:
    # Cards dhm4hjfe (auto)
    assert 26 + 26**2 + 26**3 == 18_278


def check_moderation() -> None:
    # Cards hlmb3doo (mod)
    assert near(50e6 / DAY, 579, 0.001)
    assert 50e6 * 0.001 == 50_000
    assert 50e6 * 0.05 == 2.5e6
    assert near(2.5e6 / DAY, 29, 0.01)


def check_parcels() -> None:
    # Cards b09pxabz (eta)
    assert 5 * 100e6 == 5e8
    assert near(5e8 / DAY, 5_800, 0.01)


def check_experiments() -> None:
    # Cards cc00do26 (exp)
    assert 1e9 * 100 / 1e9 == 100
    assert 1_000 * 0.05 == 50
    z = abs(0.504 - 0.5) / math.sqrt(0.25 / 10e6)
    assert z > 5  # follow-up: 50.4 to 49.6 with 10 million users is no accident


def check_labeling() -> None:
    # Cards 8zlpw40w (label)
    assert 3 * 1e6 * 10 == 3e7
    assert near(3e7 / 3_600, 8_333, 1e-3)
    assert near((0.9e6 + 3 * 0.1e6) * 10 / 3_600, 3_333, 1e-3)


def check_half_precision() -> None:
    # Cards ln4c9ytr (bf16): fp16 1+5+10 bits, bfloat16 1+8+7, float32 1+8+23
    assert 1 + 5 + 10 == 16
    assert 1 + 8 + 7 == 16
    assert 1 + 8 + 23 == 32
