"""Reference values of acceptance sampling: Pa, ASN, AOQ, ATI of single, double and multiple plans, in 40 digits.

Every probability is a sum of products of exact terms (mpmath, 40 digits); the plans are walked count by count, without the
program under test. Run: python3 tools/reference-values/inspection-sampling.py > src/toolbox/sampling/curves.golden.json
"""
import json
import sys

import mpmath
from mpmath import mp, mpf

mp.dps = 40


def term(model, lot, p, k, n, taken, found):
    if model == 'binomial':
        return mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k)
    if model == 'poisson':
        return mpmath.exp(-n * p) * (n * p) ** k / mpmath.factorial(k)
    bad = int(mpmath.nint(p * lot)) - found
    good = lot - taken - bad
    if k > bad or n - k > good or k < 0:
        return mpf(0)
    return mpmath.binomial(bad, k) * mpmath.binomial(good, n - k) / mpmath.binomial(lot - taken, n)


def walk(stages, model, lot, p):
    """(accepted, rejected) of each stage."""
    open_, taken, result = {0: mpf(1)}, 0, []
    for n, ac, re in stages:
        accepted, rejected, following = mpf(0), mpf(0), {}
        for found, weight in open_.items():
            left = weight
            for k in range(0, max(re - found, 0)):
                share = weight * term(model, lot, p, k, n, taken, found)
                left -= share
                if ac is not None and found + k <= ac:
                    accepted += share
                else:
                    following[found + k] = following.get(found + k, mpf(0)) + share
            rejected += left
        taken += n
        result.append((accepted, rejected, taken))
        open_ = following
    return result


def case(name, stages, model, lot, ps):
    rows = []
    for text in ps:
        p = mpf(text)
        if model == 'hypergeometric':
            p = mpf(int(mpmath.nint(p * lot))) / lot
        results = walk(stages, model, lot, p)
        pa = sum(a for a, _, _ in results)
        asn = sum((a + r) * t for a, r, t in results)
        inspected = sum(a * t for a, _, t in results)
        row = {'p': float(text), 'pa': mpmath.nstr(pa, 20), 'asn': mpmath.nstr(asn, 20)}
        if lot:
            row['aoq'] = mpmath.nstr(p * (pa - inspected / lot), 20)
            row['ati'] = mpmath.nstr(inspected + (1 - pa) * lot, 20)
        else:
            row['aoq'] = mpmath.nstr(p * pa, 20)
        rows.append(row)
    return {'name': name, 'stages': [{'n': n, 'ac': a, 're': r} for n, a, r in stages], 'model': model, 'lotSize': lot, 'rows': rows}


PS = ['0.0001', '0.001', '0.005', '0.01', '0.02', '0.05', '0.1', '0.2', '0.4']
single = [(80, 2, 3)]
double = [(50, 0, 3), (50, 3, 4)]
multiple = [(20, None, 2), (20, 0, 3), (20, 0, 3), (20, 1, 4), (20, 2, 4), (20, 3, 5), (20, 4, 5)]
large = [(1250, 21, 22)]
cases = [
    case(f'{name} {model}', stages, model, lot, PS)
    for name, stages in (('single', single), ('double', double), ('multiple', multiple), ('large', large))
    for model, lot in (('binomial', None), ('binomial', 5000), ('poisson', 5000), ('hypergeometric', 2000))
]
json.dump({'program': f'mpmath {mpmath.__version__}, 40 digits', 'command': 'python3 tools/reference-values/inspection-sampling.py', 'cases': cases}, sys.stdout, indent=1)
