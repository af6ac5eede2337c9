"""Reference values of tolerance factors, from their defining integrals.

Run: python3 tools/reference-values/tolerance.py > src/toolbox/tolerance/tolerance.golden.json
Needs python 3 with mpmath >= 1.2; 30 digits, Gauss-Legendre on panels, checked against twice as many panels.
"""
import json
import platform
import sys

import mpmath
from mpmath import mp, mpf, sqrt, exp, erfc, erfinv, gammainc, pi, gamma, log

mp.dps = 30
RULE = None


def rule():
    global RULE
    if RULE is None:
        n, out = 24, []
        for i in range(n):
            x = mp.cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(9):
                before, value = mpf(1), x
                for k in range(2, n + 1):
                    before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
                slope = n * (x * value - before) / (x * x - 1)
                x -= value / slope
            out.append((x, 2 / ((1 - x * x) * slope * slope)))
        RULE = out
    return RULE


def over(f, a, b, panels):
    width = (b - a) / panels
    return sum(width / 2 * w * f(a + width * i + width * (1 + x) / 2) for i in range(panels) for x, w in rule())


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def pdf(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def normal_quantile(p):
    return sqrt(mpf(2)) * erfinv(2 * mpf(p) - 1)


def solve(f, a, b):
    """Illinois variant of false position."""
    fa, fb = f(a), f(b)
    while fa * fb > 0:
        b *= mpf("1.5")
        fb = f(b)
    side = 0
    for _ in range(200):
        c = (fa * b - fb * a) / (fa - fb)
        if abs(b - a) < mpf("1e-22") * abs(c):
            return c
        fc = f(c)
        if fc == 0:
            return c
        if fc * fb > 0:
            b, fb = c, fc
            if side == -1:
                fa /= 2
            side = -1
        else:
            a, fa = c, fc
            if side == 1:
                fb /= 2
            side = 1
    return c


def two_sided(n, p, c):
    nu = n - 1
    half = []
    width = mpf(10) / 8
    for i in range(8):
        for x, w in rule():
            z = width * i + width * (1 + x) / 2
            e = z / sqrt(mpf(n))
            r = e + normal_quantile((1 + mpf(p)) / 2)
            for _ in range(60):
                step = (cdf(e + r) - cdf(e - r) - mpf(p)) / (pdf(e + r) + pdf(e - r))
                r -= step
                if abs(step) < mpf("1e-27"):
                    break
            half.append((width / 2 * w * 2 * pdf(z), r))
    upper = lambda k: sum(w * gammainc(mpf(nu) / 2, nu * r * r / (2 * k * k), mp.inf, regularized=True) for w, r in half) - mpf(c)
    return solve(upper, mpf(1) / 2, mpf(60))


def one_sided(n, p, c):
    """P(T <= t) for noncentral t by its integral over the estimated deviation."""
    nu, d = mpf(n - 1), sqrt(mpf(n)) * normal_quantile(p)
    const = 2 * (nu / 2) ** (nu / 2) / gamma(nu / 2)
    spread = sqrt(75 / nu)
    f = lambda t: over(lambda s: const * s ** (nu - 1) * exp(-nu * s * s / 2) * cdf(t * s - d), mpf(0), 1 + spread, 24) - mpf(c)
    return solve(f, mpf(0), d * 3 + 5) / sqrt(mpf(n))


cases = []
for n, p, c in [(2, 0.9, 0.95), (5, 0.99, 0.95), (10, 0.95, 0.95), (25, 0.9, 0.99), (43, 0.9, 0.99), (100, 0.99, 0.9)]:
    cases.append({"n": n, "coverage": p, "confidence": c, "twoSided": mp.nstr(two_sided(n, p, c), 20), "oneSided": mp.nstr(one_sided(n, p, c), 20)})
    print(cases[-1], file=sys.stderr)
json.dump({
    "program": "mpmath",
    "version": "mpmath %s, Python %s" % (mpmath.__version__, platform.python_version()),
    "command": "python3 tools/reference-values/tolerance.py > src/toolbox/tolerance/tolerance.golden.json",
    "cases": cases,
}, sys.stdout, indent=0)
