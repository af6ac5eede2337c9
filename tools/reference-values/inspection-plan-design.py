"""Reference plans from two points, by brute force with scipy: attributes (every c, every n upward) and variables (every n).

Run: python3 tools/reference-values/inspection-plan-design.py > src/toolbox/sampling/design.golden.json
"""
import json
import sys

import scipy
from scipy.optimize import brentq
from scipy.stats import binom, hypergeom, nct, norm, poisson


def attributes(model, p1, pa1, p2, pa2, lot):
    import math
    for c in range(0, 200):
        for n in range(c + 1, 3000 if lot is None else lot + 1):
            if model == 'binomial':
                good, bad = binom.cdf(c, n, p1), binom.cdf(c, n, p2)
            elif model == 'poisson':
                good, bad = poisson.cdf(c, n * p1), poisson.cdf(c, n * p2)
            else:
                good = hypergeom.cdf(c, lot, math.floor(p1 * lot + 1e-9), n)
                bad = hypergeom.cdf(c, lot, math.ceil(p2 * lot - 1e-9), n)
            if bad <= pa2:
                if good >= pa1:
                    return {'n': n, 'c': c}
                break
    return None


def pa_s(n, k, p):
    return nct.sf(k * n**0.5, n - 1, norm.isf(p) * n**0.5)


def variables_s(p1, pa1, p2, pa2):
    for n in range(2, 2000):
        k = brentq(lambda k: pa_s(n, k, p1) - pa1, -5, 10, xtol=1e-15)
        if pa_s(n, k, p2) <= pa2:
            return {'n': n, 'kOfP1': k, 'pa2': pa_s(n, k, p2)}
    return None


points = [(0.01, 0.95, 0.06, 0.1), (0.02, 0.95, 0.08, 0.1), (0.005, 0.99, 0.05, 0.05), (0.01, 0.95, 0.03, 0.1)]
cases = []
for p1, pa1, p2, pa2 in points:
    for model, lot in (('binomial', None), ('poisson', None), ('hypergeometric', 600)):
        cases.append({'model': model, 'lotSize': lot, 'p1': p1, 'pa1': pa1, 'p2': p2, 'pa2': pa2, 'plan': attributes(model, p1, pa1, p2, pa2, lot)})
variables = [{'p1': p1, 'pa1': pa1, 'p2': p2, 'pa2': pa2, 'plan': variables_s(p1, pa1, p2, pa2)} for p1, pa1, p2, pa2 in points]
pas = [{'n': n, 'k': k, 'p': p, 'pa': pa_s(n, k, p)} for n, k in ((13, 1.405), (35, 1.89), (5, 1.24)) for p in (0.005, 0.01, 0.025, 0.05, 0.1, 0.3)]
json.dump({'program': f'scipy {scipy.__version__}', 'command': 'python3 tools/reference-values/inspection-plan-design.py', 'attributes': cases, 'variables': variables, 'pas': pas}, sys.stdout, indent=1)
