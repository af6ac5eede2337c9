"""Gold values of the distributions, from their definitions at high precision.

Run: python3 tools/reference-values/distributions.py > src/toolbox/distributions/distributions.golden.json
Needs python 3 with mpmath >= 1.2 and scipy >= 1.10; scipy only proposes arguments, every value printed is mpmath's.
Both tails are computed with enough digits (360) that a complement loses nothing; 22 digits are printed.
Takes some minutes.
"""
import json
import platform
import sys

import mpmath
import scipy
from mpmath import mp, mpf, gamma, exp, log, sqrt, pi, erfc, beta as betafn
from scipy import stats

HIGH = 380
mp.dps = HIGH


def gamma_lower(a, x):
    """P(a, x) by its series of positive terms."""
    term = mpf(1)
    total = mpf(1)
    n = a
    while term > total * mpf(10) ** -(HIGH - 5):
        n += 1
        term *= x / n
        total += term
    return x ** a * exp(-x) / gamma(a + 1) * total


def beta_lower(a, b, x, y):
    """I_x(a, b) by Euler's series of positive terms; the mirrored one where x > 1/2."""
    if x == 0:
        return mpf(0)
    if x > mpf(1) / 2:
        return 1 - beta_lower(b, a, y, x)
    term = mpf(1)
    total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(HIGH - 5):
        term *= (a + b + n) * x / (a + 1 + n)
        total += term
        n += 1
    return x ** a * y ** b / (a * betafn(a, b)) * total


def both(lower):
    return lower, 1 - lower


def normal(x):
    return erfc(-x / sqrt(2)) / 2, erfc(x / sqrt(2)) / 2


def gamma_dist(x, shape, scale=1):
    return both(gamma_lower(mpf(shape), x / mpf(scale)))


def chi_squared(x, df):
    return both(gamma_lower(mpf(df) / 2, x / 2))


def beta_dist(x, a, b):
    return both(beta_lower(mpf(a), mpf(b), x, 1 - x))


def student_t(t, df):
    df = mpf(df)
    tail = beta_lower(df / 2, mpf(1) / 2, df / (df + t * t), t * t / (df + t * t)) / 2
    return (1 - tail, tail) if t > 0 else (tail, 1 - tail)


def fisher_f(f, d1, d2):
    d1, d2 = mpf(d1), mpf(d2)
    s = d1 * f + d2
    return both(beta_lower(d1 / 2, d2 / 2, d1 * f / s, d2 / s))


def binomial(k, n, p):
    p = mpf(p)
    if k >= n:
        return mpf(1), mpf(0)
    return both(beta_lower(mpf(n - k), mpf(k + 1), 1 - p, p))


def poisson(k, mean):
    lower = gamma_lower(mpf(k + 1), mpf(mean))
    return 1 - lower, lower


def hypergeometric(k, population, successes, draws):
    k = int(k)
    bad = population - successes
    least, most = max(0, draws - bad), min(successes, draws)
    term = mp.binomial(successes, least) * mp.binomial(bad, draws - least) / mp.binomial(population, draws)
    lower = mpf(0)
    for j in range(least, k + 1):
        lower += term
        term = term * (successes - j) * (draws - j) / ((j + 1) * mpf(bad - draws + j + 1)) if j < most else mpf(0)
    return both(lower)


def mixture(weight_mean, first, step):
    """Sum of Poisson weights times tails that fall by step(j) from one to the next."""
    total = mpf(0)
    w = exp(-weight_mean)
    tail = first
    j = 0
    while not (j > weight_mean and w < mpf(10) ** -(HIGH - 10)):
        total += w * tail
        tail -= step(j)
        j += 1
        w *= weight_mean / j
    return total


def noncentral_chi_squared(x, df, ncp):
    a, h = mpf(df) / 2, x / 2
    d = [h ** a * exp(-h) / gamma(a + 1)]

    def step(j):
        value = d[0]
        d[0] *= h / (a + j + 1)
        return value

    return both(mixture(mpf(ncp) / 2, gamma_lower(a, h), step))


def beta_steps(a, b, x, y):
    c = [x ** a * y ** b / (a * betafn(a, b))]

    def step(j):
        value = c[0]
        c[0] *= x * (a + b + j) / (a + j + 1)
        return value

    return step


def noncentral_f(f, d1, d2, ncp):
    a, b = mpf(d1) / 2, mpf(d2) / 2
    s = d1 * f + d2
    x, y = d1 * f / s, d2 / s
    return both(mixture(mpf(ncp) / 2, beta_lower(a, b, x, y), beta_steps(a, b, x, y)))


def noncentral_t(t, df, ncp):
    """Guenther's series in incomplete betas (not the quadrature of the code under test)."""
    if t < 0:
        lower, upper = noncentral_t(-t, df, -ncp)
        return upper, lower
    df, ncp = mpf(df), mpf(ncp)
    x, y, b, h = t * t / (df + t * t), df / (df + t * t), df / 2, ncp * ncp / 2
    half = mpf(1) / 2
    even = mixture(h, beta_lower(half, b, x, y), beta_steps(half, b, x, y))
    q = ncp * exp(-h) / (sqrt(mpf(2)) * gamma(mpf(3) / 2))
    tail = beta_lower(mpf(1), b, x, y)
    step = beta_steps(mpf(1), b, x, y)
    odd, j = mpf(0), 0
    while not (j > h and abs(q) < mpf(10) ** -(HIGH - 10)):
        odd += q * tail
        tail -= step(j)
        j += 1
        q *= h / (j + half)
    return both(normal(-ncp)[0] + (even + odd) / 2)


def studentized_range(q, groups, df):
    """Gauss-Legendre in 34 digits on panels for both integrals."""
    mp.dps = 34
    try:
        rule = gauss(24)
        phi = lambda z: exp(-z * z / 2) / sqrt(2 * pi)
        low = lambda z: erfc(-z / sqrt(mpf(2))) / 2

        def over(f, a, b, panels):
            width = (b - a) / panels
            return sum(width / 2 * sum(w * f(a + width * i + width * (1 + n) / 2) for n, w in rule) for i in range(panels))

        def inner(w):
            lo = groups * over(lambda z: phi(z) * (low(z) - low(z - w)) ** (groups - 1), mpf(-12), min(mpf(12) + w / 4, mpf(14)), 12)
            up = groups * over(lambda z: phi(z) * (low(z) ** (groups - 1) - (low(z) - low(z - w)) ** (groups - 1)), min(mpf(-12), w / 2 - 12), mpf(12) + w / 2, 14)
            return lo, up

        if df == float("inf"):
            return inner(mpf(q))
        df = mpf(df)
        c = 2 * (df / 2) ** (df / 2) / gamma(df / 2)
        a = mpf(0) if df < 150 else 1 - sqrt(150 / df)
        b = 1 + sqrt(150 / df)
        cache = {}

        def at(s):
            if s not in cache:
                cache[s] = inner(q * s)
            return cache[s]

        dens = lambda s: c * s ** (df - 1) * exp(-df * s * s / 2)
        if df >= 150:
            panels = [(a, b, 12)]
        else:
            # The mass of far tails lies at small s: panels that halve towards 0.
            panels = [(mpf(0), b / 2 ** 11, 1)] + [(b / 2 ** k, b / 2 ** (k - 1), 2 if k > 3 else 4) for k in range(11, 0, -1)]
        return tuple(sum(over(lambda s: dens(s) * at(s)[which], x, y, n) for x, y, n in panels) for which in (0, 1))
    finally:
        mp.dps = HIGH


rules = {}


def gauss(n):
    if n not in rules:
        out = []
        for i in range(n):
            x = mp.cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(9):
                before, value = mpf(1), x
                for k in range(2, n + 1):
                    before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
                slope = n * (x * value - before) / (x * x - 1)
                x -= value / slope
            out.append((x, 2 / ((1 - x * x) * slope * slope)))
        rules[n] = out
    return rules[n]


DEFINITIONS = {
    "normal": normal, "gamma": gamma_dist, "chiSquared": chi_squared, "beta": beta_dist, "studentT": student_t,
    "fisherF": fisher_f, "binomial": binomial, "poisson": poisson, "hypergeometric": hypergeometric,
    "noncentralChiSquared": noncentral_chi_squared, "noncentralF": noncentral_f, "noncentralT": noncentral_t,
    "studentizedRange": studentized_range,
}
cases = []
quantiles = []
LOWS = [1e-290, 1e-100, 1e-12, 0.01, 0.5]


def plain(params):
    """Parameters as JSON; null stands for infinite degrees of freedom."""
    return [None if p == float("inf") else float(p) for p in params]


def text(v):
    return mp.nstr(v, 22)


def add(name, x, *params):
    lower, upper = DEFINITIONS[name](mpf(x), *params)
    cases.append({"name": name, "x": float(x), "params": plain(params), "lower": text(lower), "upper": text(upper)})
    print(name, x, params, mp.nstr(lower, 6), mp.nstr(upper, 6), file=sys.stderr)


def rounded(x):
    return float("%.6g" % x)


def spread(name, dist, *params, lows=LOWS):
    """Arguments across both tails, as scipy proposes them."""
    seen = set()
    for p in lows:
        for x in (dist.ppf(p), dist.isf(p)):
            if x != x or x in (float("inf"), float("-inf")):
                continue
            x = rounded(x)
            if x in seen or x == 0 or (name == "beta" and not 0 < x < 1):
                continue
            seen.add(x)
            add(name, x, *params)


def add_quantile(name, p, upper, start, *params):
    """Newton on the logarithm of the tail at high precision, from scipy's proposal."""
    fn = DEFINITIONS[name]
    pick = 1 if upper else 0
    mp.dps = HIGH
    # In ln|x|, where a power tail is a straight line; scipy's proposal may be 0 or infinite far out.
    if not (0 < abs(start) < float("inf")):
        start = 1.0
        while fn(mpf(start), *params)[pick] > p:
            start *= 1.5 if upper else 0.1
    sign = 1 if start > 0 else -1
    g = lambda u: log(fn(sign * exp(u), *params)[pick]) - log(mpf(p))
    u0 = log(abs(mpf(start)))
    u1 = u0 + mpf("1e-8")
    f0, f1 = g(u0), g(u1)
    for _ in range(60):
        if f1 == f0:
            break
        u2 = u1 - f1 * (u1 - u0) / (f1 - f0)
        done = abs(u2 - u1) < mpf("1e-23")
        u0, f0, u1 = u1, f1, u2
        if done:
            break
        f1 = g(u1)
    x2 = sign * exp(u1)
    quantiles.append({"name": name, "p": float(p), "tail": "upper" if upper else "lower", "params": plain(params), "x": text(x2)})
    print("quantile", name, p, upper, params, mp.nstr(x2, 8), file=sys.stderr)


def main():
    for z in [1e-20, 1e-8, 0.003, 0.1, 0.5, 0.69, 0.71, 1, 1.5, 2, 3, 4.5, 5.7, 6, 8, 12, 20, 30, 37, -0.25, -2.2, -33]:
        add("normal", z)
    for a in [0.01, 0.1, 0.5, 0.99, 1.5, 10, 99.5, 1000, 1e5]:
        spread("gamma", stats.gamma(a), a)
    spread("gamma", stats.gamma(2.5, scale=3.7), 2.5, 3.7)
    spread("gamma", stats.gamma(1e5, scale=0.37), 1e5, 0.37)
    for x in [0.3, 0.9, 1.1, 5]:
        add("gamma", x, 0.01)
    for df in [1, 2, 5, 30, 200000]:
        spread("chiSquared", stats.chi2(df), df)
    for a, b in [(0.01, 0.01), (0.01, 100), (100, 0.01), (0.5, 0.5), (0.3, 7), (2, 3), (50, 2), (1e5, 0.01), (0.01, 1e5), (1e5, 1e5), (1e5, 10), (1000, 1e5), (1, 1e5), (0.7, 0.2)]:
        spread("beta", stats.beta(a, b), a, b)
    for a, b, x in [(0.01, 0.01, 0.5), (0.01, 100, 1e-5), (0.01, 100, 0.009), (0.01, 100, 0.011), (0.01, 100, 0.3), (1e5, 0.01, 0.999), (0.5, 1e5, 1e-5), (0.5, 1e5, 3e-5)]:
        add("beta", x, a, b)
    for df in [0.01, 0.5, 1, 2, 3, 10, 33.3, 1000, 1e5]:
        lows = LOWS if df >= 10 else [1e-12, 0.01, 0.3] if df >= 0.5 else [0.4, 0.49]
        spread("studentT", stats.t(df), df, lows=lows)
        add("studentT", 0.001, df)
        add("studentT", -0.7, df)
    for d1, d2 in [(1, 1), (1, 30), (3, 20), (10, 10), (5, 1e5), (1e5, 5), (1e5, 1e5), (0.02, 40), (2, 0.5)]:
        lows = LOWS if d2 >= 20 else [1e-12, 0.01, 0.5]
        if d2 < 1:
            lows = [0.01, 0.5]
        spread("fisherF", stats.f(d1, d2), d1, d2, lows=lows)
    for n, p in [(10, 0.5), (50, 0.01), (1000, 0.02), (125, 0.065), (100000, 0.3), (100000, 1e-5)]:
        spread("binomial", stats.binom(n, p), n, p, lows=[1e-280, 1e-60, 1e-12, 0.01, 0.5])
    for mean in [0.01, 0.7, 5, 100, 1e5]:
        spread("poisson", stats.poisson(mean), mean, lows=[1e-280, 1e-60, 1e-12, 0.01, 0.5])
    for pop, good, draws in [(50, 5, 10), (1200, 30, 80), (100000, 400, 500), (100000, 50000, 3000), (2000, 1000, 1000)]:
        spread("hypergeometric", stats.hypergeom(pop, good, draws), pop, good, draws, lows=[1e-250, 1e-40, 1e-9, 0.01, 0.5])
    for df, ncp in [(1, 0.5), (5, 3), (0.02, 10), (30, 60), (1000, 60), (1e5, 60), (3, 400)]:
        spread("noncentralChiSquared", stats.ncx2(df, ncp), df, ncp, lows=[1e-12, 0.01, 0.5])
    add("noncentralChiSquared", 1e-3, 5, 60)
    add("noncentralChiSquared", 1e-60, 5, 60)
    add("noncentralChiSquared", 1200, 5, 60)
    for d1, d2, ncp in [(1, 5, 1), (3, 20, 5), (10, 100, 60), (2, 1e5, 60), (1000, 3, 20), (0.5, 8, 60)]:
        for f in [1e-6, 0.01, 0.5, 1, 3, 9, 50]:
            add("noncentralF", f, d1, d2, ncp)
    for df, ncp, t in [(5, 1, 2), (5, 1, -3), (9, 4, 4), (1, 2, 50), (0.5, 3, 1), (30, 37.7, 30), (30, 55.8, 40), (30, 60, 58),
                       (30, 60, 90), (1000, 60, 55), (1e5, 60, 59), (1e5, 60, 66), (3, -20, -5), (3, 20, 1), (3, 20, 0.1), (49, 9.1, 12.5),
                       (10, 0.3, -12), (10, 0.01, 1e-5), (200, 25, 16), (2.5, 60, 500), (20, 10, -0.5), (7, 5, -40), (1e5, 1, 20), (1e5, -3, 15)]:
        add("noncentralT", t, df, ncp)
    # Corners where a random search (shapes 0.01 to 1e5, noncentrality to 60, tails to 1e-300) found the code at fault.
    add("noncentralChiSquared", 1799.6921277885724, 17.21, 60)
    add("noncentralF", 1e300, 1e5, 0.2983, 31.48)
    add("noncentralF", 1e300, 10710, 0.01964, 49.62)
    add("fisherF", 1.7e308, 1e5, 0.02)
    for df, ncp, t in [(0.01, -20.49, -53526381704464620), (0.05237, -51.55, -1.519420968158977e108), (0.01311, -46.35, -5.535500556915488e283)]:
        add("noncentralT", t, df, ncp)
    for q, groups, df in [(3.5, 4, 20), (1, 3, 5), (0.01, 2, 10), (8, 10, 60), (20, 3, 12), (5, 50, 30), (3.63, 2, float("inf")),
                          (4.6, 20, float("inf")), (14, 5, float("inf")), (0.5, 8, float("inf")), (6.2, 5, 2), (40, 4, 4), (4, 3, 1000)]:
        add("studentizedRange", q, groups, df)
    for p, groups, df in [(0.05, 3, 10), (0.01, 8, 40), (0.05, 20, 5)]:
        add_quantile("studentizedRange", p, True, stats.studentized_range.isf(p, groups, df), groups, df)
    for p in [1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.21, 0.3, 0.45, 0.499999]:
        add_quantile("normal", p, False, stats.norm.ppf(p))
    for df in [0.02, 0.5, 2, 10, 300]:
        for p in [1e-200, 1e-8, 0.05, 0.5]:
            if stats.chi2.ppf(p, df) > 1e-280:
                add_quantile("chiSquared", p, False, stats.chi2.ppf(p, df), df)
            add_quantile("chiSquared", p, True, stats.chi2.isf(p, df), df)
    for df in [1, 2.5, 5, 30, 400]:
        for p in [1e-60, 1e-8, 0.025, 0.2, 0.45]:
            add_quantile("studentT", p, True, stats.t.isf(p, df), df)
    for d1, d2 in [(1, 4), (3, 20), (10, 2), (40, 400)]:
        for p in [1e-30, 0.001, 0.05, 0.5]:
            add_quantile("fisherF", p, True, stats.f.isf(p, d1, d2), d1, d2)
            add_quantile("fisherF", p, False, stats.f.ppf(p, d1, d2), d1, d2)
    for a, b in [(0.05, 3), (0.5, 0.5), (2, 5), (400, 30)]:
        for p in [1e-8, 0.01, 0.3]:
            add_quantile("beta", p, False, stats.beta.ppf(p, a, b), a, b)
            if stats.beta.isf(p, a, b) < 0.999:
                add_quantile("beta", p, True, stats.beta.isf(p, a, b), a, b)
    for df, ncp in [(9, 4), (29, 12.5), (200, 40)]:
        for p in [1e-6, 0.05]:
            add_quantile("noncentralT", p, True, stats.nct.isf(p, df, ncp), df, ncp)
            add_quantile("noncentralT", p, False, stats.nct.ppf(p, df, ncp), df, ncp)
    add_quantile("noncentralT", 1e-6, True, 1e14, 0.5, 3)
    add_quantile("noncentralT", 1e-12, False, -1e12, 1, 0.5)
    add_quantile("noncentralT", 1e-200, True, 3.7, 97, -27.37)
    for a in [0.05, 2.5, 1e5]:
        for p in [1e-12, 0.3]:
            add_quantile("gamma", p, False, stats.gamma.ppf(p, a), a)
            add_quantile("gamma", p, True, stats.gamma.isf(p, a), a)
    for df, ncp in [(3, 10), (40, 60)]:
        add_quantile("noncentralChiSquared", 0.05, True, stats.ncx2.isf(0.05, df, ncp), df, ncp)
        add_quantile("noncentralChiSquared", 0.01, False, stats.ncx2.ppf(0.01, df, ncp), df, ncp)
    for d1, d2, ncp in [(3, 20, 5), (2, 40, 30)]:
        add_quantile("noncentralF", 0.05, True, stats.ncf.isf(0.05, d1, d2, ncp), d1, d2, ncp)
        add_quantile("noncentralF", 0.01, False, stats.ncf.ppf(0.01, d1, d2, ncp), d1, d2, ncp)
    json.dump({
        "program": "mpmath",
        "version": "mpmath %s, Python %s (arguments proposed by scipy %s)" % (mpmath.__version__, platform.python_version(), scipy.__version__),
        "command": "python3 tools/reference-values/distributions.py > src/toolbox/distributions/distributions.golden.json",
        "cases": cases, "quantiles": quantiles,
    }, sys.stdout, indent=0)


if __name__ == "__main__":
    main()
