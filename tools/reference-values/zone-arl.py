"""Average run lengths of zone charts by powers of the chain in mpmath, 30 digits, a state being (side, score).

Run: python3 tools/reference-values/zone-arl.py > src/toolbox/control-charts/price/zone-arl.golden.json
"""
import json
import sys

import mpmath as mp

mp.mp.dps = 30


def arl(weights, limit, shift):
    shift = mp.mpf(shift)
    edges = [-mp.inf, -3, -2, -1, 0, 1, 2, 3, mp.inf]
    cells = []
    for low, high in zip(edges, edges[1:]):
        side = 1 if low >= 0 else -1
        zone = min(3, int(min(abs(low), abs(high))))
        cells.append((side, weights[zone], mp.ncdf(high - shift) - mp.ncdf(low - shift)))
    states = {}

    def state(side, score):
        if (side, score) not in states:
            states[side, score] = len(states)
            for s, w, _ in cells:
                after = score + w if s == side else w
                if after < limit:
                    state(s, after)

    state(0, 0)
    n = len(states)
    a = mp.eye(n)
    for (side, score), row in states.items():
        for s, w, p in cells:
            after = score + w if s == side else w
            if after < limit:
                a[row, states[s, after]] -= p
    return mp.lu_solve(a, mp.ones(n, 1))[states[0, 0]]


cases = [
    {"weights": w, "limit": limit, "shift": d, "arl": float(arl(w, limit, d))}
    for w, limit in (([0, 2, 4, 8], 8), ([1, 2, 4, 8], 8), ([0, 1, 3, 10], 7))
    for d in (0, 0.5, 1, 2, 3)
]
made = f"mpmath {mp.__version__}, Python {sys.version.split()[0]}, tools/reference-values/zone-arl.py"
print(json.dumps({"made": made, "cases": cases}))
