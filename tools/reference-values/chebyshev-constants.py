"""Prints the constants of src/toolbox/distributions/{mills-ratio,gamma-function}.ts.

Run: python3 tools/reference-values/chebyshev-constants.py   (python 3 with mpmath >= 1.2)
"""
import sys
from mpmath import mp, mpf, cos, pi, erfc, exp, sqrt, zeta, bernoulli

mp.dps = 60


def mills(z):
    return exp(z * z / 2) * erfc(z / sqrt(2)) * sqrt(pi / 2)


def chebyshev(f, n, count):
    nodes = [cos(pi * (mpf(k) + mpf(1) / 2) / n) for k in range(n)]
    values = [f(t) for t in nodes]
    out = []
    for j in range(count):
        s = sum(values[k] * cos(pi * j * (mpf(k) + mpf(1) / 2) / n) for k in range(n))
        out.append(2 * s / n)
    out[0] /= 2
    return out


def mills_coefficients(k):
    return chebyshev(lambda t: (lambda z: (z + k) * mills(z))(k * (1 + t) / (1 - t)), 160, 60)


def main():
    best = None
    for k in [mpf(3), mpf(4), mpf(5), mpf(6), mpf(7), mpf(8)]:
        c = mills_coefficients(k)
        need = max(j for j, v in enumerate(c) if abs(v) > mpf(10) ** -18) + 1
        print("# k", k, "terms", need, file=sys.stderr)
        if best is None or need < best[0]:
            best = (need, k, c)
    need, k, c = best
    print("mills: k =", k)
    for v in c[:need]:
        print("  %s," % mp.nstr(v, 19))
    print("zeta(n) - 1, n = 2 ...")
    for n in range(2, 32):
        print("  %s," % mp.nstr(zeta(n) - 1, 19))
    print("stirling: B_2n / (2n (2n-1)), n = 1 ...")
    for n in range(1, 12):
        print("  %s," % mp.nstr(bernoulli(2 * n) / (2 * n * (2 * n - 1)), 19))
    print("1 - gamma", mp.nstr(1 - mp.euler, 20), "gamma", mp.nstr(mp.euler, 20))
    print("ln sqrt(2 pi)", mp.nstr(mp.log(2 * pi) / 2, 20), "1/sqrt(2pi)", mp.nstr(1 / sqrt(2 * pi), 20))


main()
