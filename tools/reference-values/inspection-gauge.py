"""Reference values of gauge studies, from projections onto design matrices (numpy) and scipy quantiles.

Sums of squares are |P_j y|² with P_j the orthogonal projector that a term adds (pseudo-inverse, not the cell-mean formulas of
the program under test); expectations are traces; intervals follow Burdick, Borror and Montgomery (2003), tables 5 to 7.
Run: python3 tools/reference-values/inspection-gauge.py > src/toolbox/measurement-systems/gauge.golden.json
"""
import json
import sys

import numpy as np
import scipy
from scipy.stats import chi2, f as fisher

AIAG = {
    'A': [[.29, -.56, 1.34, .47, -.80, .02, .59, -.31, 2.26, -1.36], [.41, -.68, 1.17, .50, -.92, -.11, .75, -.20, 1.99, -1.25], [.64, -.58, 1.27, .64, -.84, -.21, .66, -.17, 2.01, -1.31]],
    'B': [[.08, -.47, 1.19, .01, -.56, -.20, .47, -.63, 1.80, -1.68], [.25, -1.22, .94, 1.03, -1.20, .22, .55, .08, 2.12, -1.62], [.07, -.68, 1.34, .20, -1.28, .06, .83, -.34, 2.19, -1.50]],
    'C': [[.04, -1.38, .88, .14, -1.46, -.29, .02, -.46, 1.77, -1.49], [-.11, -1.13, 1.09, .20, -1.07, -.67, .01, -.56, 1.45, -1.77], [-.15, -.96, .67, .11, -1.45, -.49, .21, -.49, 1.87, -2.16]],
}
aiag = [(str(i + 1), o, x) for o, trials in AIAG.items() for t in trials for i, x in enumerate(t)]
rng = np.random.default_rng(20260101)
sim = []
pe = rng.normal(0, 2, 8)
oe = rng.normal(0, .6, 4)
ie = rng.normal(0, .5, (8, 4))
for p in range(8):
    for o in range(4):
        for _ in range(2):
            sim.append((f'P{p}', f'O{o}', round(50 + pe[p] + oe[o] + ie[p, o] + rng.normal(0, .4), 3)))
nest = []
for o in range(4):
    shift = rng.normal(0, .8)
    for p in range(5):
        level = rng.normal(0, 1.5)
        for _ in range(3):
            nest.append((f'O{o}P{p}', f'O{o}', round(20 + shift + level + rng.normal(0, .3), 3)))
gaps = [row for i, row in enumerate(sim) if i not in (3, 17, 18, 40)]


def dummies(labels):
    levels = list(dict.fromkeys(labels))
    return np.array([[1.0 if x == level else 0.0 for level in levels] for x in labels])


def projector(x):
    return x @ np.linalg.pinv(x)


def analyse(rows, terms):
    y = np.array([r[2] for r in rows])
    y = y - y.mean()  # the projectors are orthogonal to constants; centring saves digits of the reference
    z = [dummies([tuple(r[i] for i in t) for r in rows]) for t in terms]
    x = np.ones((len(y), 1))
    before = projector(x)
    blocks = []
    for zj in z:
        x = np.hstack([x, zj])
        now = projector(x)
        blocks.append(now - before)
        before = now
    error = np.eye(len(y)) - before
    edf = round(np.trace(error))
    ess = float(y @ error @ y)
    df = [round(np.trace(b)) for b in blocks]
    ss = [float(y @ b @ y) for b in blocks]
    variance = [None] * len(z)
    for j in reversed(range(len(z))):
        rest = ss[j] - df[j] * ess / edf - sum(variance[k] * np.trace(z[k].T @ blocks[j] @ z[k]) for k in range(j + 1, len(z)))
        variance[j] = float(rest / np.trace(z[j].T @ blocks[j] @ z[j]))
    return {'df': df + [edf], 'ss': ss + [ess], 'variance': variance + [ess / edf]}


def q(tail, df):
    return df / chi2.ppf(tail, df)


def crossed_intervals(ms, df, p, o, r, conf):
    a = 1 - conf
    g = [1 - q(1 - a / 2, d) for d in df]
    h = [q(a / 2, d) - 1 for d in df]
    mp, mo, mi, me = ms
    f1, f2 = fisher.ppf(1 - a / 2, df[0], df[2]), fisher.ppf(a / 2, df[0], df[2])
    g13 = ((f1 - 1) ** 2 - g[0] ** 2 * f1**2 - h[2] ** 2) / f1
    h13 = ((1 - f2) ** 2 - h[0] ** 2 * f2**2 - g[2] ** 2) / f2
    part = (mp - mi) / (o * r)
    pl = np.sqrt(g[0] ** 2 * mp**2 + h[2] ** 2 * mi**2 + g13 * mp * mi) / (o * r)
    pu = np.sqrt(h[0] ** 2 * mp**2 + g[2] ** 2 * mi**2 + h13 * mp * mi) / (o * r)
    gauge = (mo + (p - 1) * mi + p * (r - 1) * me) / (p * r)
    gl = np.sqrt(g[1] ** 2 * mo**2 + g[2] ** 2 * (p - 1) ** 2 * mi**2 + g[3] ** 2 * p**2 * (r - 1) ** 2 * me**2) / (p * r)
    gu = np.sqrt(h[1] ** 2 * mo**2 + h[2] ** 2 * (p - 1) ** 2 * mi**2 + h[3] ** 2 * p**2 * (r - 1) ** 2 * me**2) / (p * r)
    c = [p, o, p * o - p - o, p * o * (r - 1)]
    total = sum(ci * m for ci, m in zip(c, ms)) / (p * o * r)
    tl = np.sqrt(sum((gi * ci * m) ** 2 for gi, ci, m in zip(g, c, ms))) / (p * o * r)
    tu = np.sqrt(sum((hi * ci * m) ** 2 for hi, ci, m in zip(h, c, ms))) / (p * o * r)
    return {
        'part': [max(0, part - pl), part + pu],
        'grr': [gauge - gl, gauge + gu],
        'total': [total - tl, total + tu],
        'repeatability': [me * q(1 - a / 2, df[3]), me * q(a / 2, df[3])],
    }


def csv(rows):
    return 'part,operator,measurement\n' + '\n'.join(f'{p},{o},{x}' for p, o, x in rows)


def crossed(name, rows, p, o, r):
    full = analyse(rows, [(0,), (1,), (0, 1)])
    ms = [s / d for s, d in zip(full['ss'], full['df'])]
    return {'name': name, 'csv': csv(rows), **full, 'intervals': crossed_intervals(ms, full['df'], p, o, r, 0.95), 'pooled': analyse(rows, [(0,), (1,)])}


json.dump(
    {
        'program': f'numpy {np.__version__}, scipy {scipy.__version__}',
        'command': 'python3 tools/reference-values/inspection-gauge.py',
        'crossed': [crossed('AIAG', aiag, 10, 3, 3), crossed('simulated', sim, 8, 4, 2)],
        'nested': {'csv': csv(nest), **analyse(nest, [(1,), (0, 1)])},
        'gaps': {'csv': csv(gaps), **analyse(gaps, [(0,), (1,), (0, 1)])},
    },
    sys.stdout,
    indent=1,
)
