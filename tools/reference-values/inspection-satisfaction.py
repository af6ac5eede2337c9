"""Data and reference values of the satisfaction example: PLS path model (mode A, path scheme) by another road, and PCA.

The weights are found by numpy with least squares on whole matrices (lstsq), the program under test uses Cholesky on
correlations. Run: python3 tools/reference-values/inspection-satisfaction.py > src/toolbox/quality-tools/satisfaction.golden.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20260202)
N = 60
image = rng.normal(size=N)
expect = .6 * image + .8 * rng.normal(size=N)
quality = .4 * expect + .4 * image + .7 * rng.normal(size=N)
value = .6 * quality + .7 * rng.normal(size=N)
satisfaction = .2 * image + .5 * quality + .3 * value + .5 * rng.normal(size=N)
loyalty = .7 * satisfaction + .6 * rng.normal(size=N)
blocks = [(image, 2, 7.2), (expect, 2, 7.6), (quality, 3, 7.3), (value, 2, 6.7), (satisfaction, 3, 7.0), (loyalty, 2, 6.8)]
names = ['品牌形象', '预期质量', '感知质量', '感知价值', '顾客满意', '顾客忠诚']
cols = ['image1', 'image2', 'expect1', 'expect2', 'quality1', 'quality2', 'quality3', 'value1', 'value2', 'satisfaction1', 'satisfaction2', 'satisfaction3', 'loyalty1', 'loyalty2']
x = np.column_stack([np.clip(np.rint(m + 1.3 * lv + .7 * rng.normal(size=N)), 1, 10) for lv, k, m in blocks for _ in range(k)])
paths = [(0, 1), (1, 2), (0, 2), (2, 3), (0, 4), (2, 4), (3, 4), (4, 5)]
z = (x - x.mean(0)) / x.std(0, ddof=1)
sizes = [k for _, k, _ in blocks]
ends = np.cumsum(sizes)
block = [z[:, e - k:e] for e, k in zip(ends, sizes)]
std = lambda v: v / v.std(ddof=1)
w = [np.ones(k) for k in sizes]
y = np.column_stack([std(b @ wi) for b, wi in zip(block, w)])
for _ in range(3000):
    inner = np.zeros_like(y)
    for j in range(6):
        pre = [a for a, b in paths if b == j]
        post = [b for a, b in paths if a == j]
        if pre:
            inner[:, j] += y[:, pre] @ np.linalg.lstsq(y[:, pre], y[:, j], rcond=None)[0]
        for b in post:
            inner[:, j] += y[:, b] * np.corrcoef(y[:, b], y[:, j])[0, 1]
    w = [b.T @ inner[:, j] / (N - 1) for j, b in enumerate(block)]
    w = [wi / (b @ wi).std(ddof=1) for b, wi in zip(block, w)]
    y = np.column_stack([b @ wi for b, wi in zip(block, w)])
for j in range(6):
    if np.sign(block[j].T @ y[:, j]).sum() < 0:
        w[j], y[:, j] = -w[j], -y[:, j]
coefficient, r2 = {}, {}
for j in range(6):
    pre = [a for a, b in paths if b == j]
    if pre:
        beta = np.linalg.lstsq(y[:, pre], y[:, j], rcond=None)[0]
        r2[names[j]] = float(1 - ((y[:, j] - y[:, pre] @ beta) ** 2).sum() / (y[:, j] ** 2).sum())
        for a, b in zip(pre, beta):
            coefficient[f'{names[a]}>{names[j]}'] = float(b)
index = {}
for j in range(6):
    s = slice(ends[j] - sizes[j], ends[j])
    raw = w[j] / x[:, s].std(0, ddof=1)
    index[names[j]] = float(100 * ((raw * x[:, s].mean(0)).sum() / raw.sum() - 1) / 9)
pca = np.array([[9, 8, 5, 6, 4], [8, 9, 6, 5, 5], [5, 5, 9, 8, 7], [6, 5, 8, 9, 8], [7, 6, 7, 7, 5], [4, 5, 6, 5, 9], [9, 9, 8, 8, 3], [3, 4, 5, 4, 8]], float)
values = np.linalg.eigvalsh(np.corrcoef(pca.T))[::-1]
json.dump({
    'program': f'numpy {np.__version__}', 'command': 'python3 tools/reference-values/inspection-satisfaction.py',
    'columns': cols, 'rows': x.astype(int).tolist(), 'weights': [float(v) for wi in w for v in wi],
    'loadings': [float(v) for j, b in enumerate(block) for v in b.T @ y[:, j] / (N - 1)],
    'paths': coefficient, 'r2': r2, 'index': index, 'eigenvalues': values.tolist(),
}, sys.stdout, ensure_ascii=False)
