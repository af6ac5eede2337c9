"""Digits that R's lm reaches on the NIST StRD linear regressions, to stand beside ours.

Run: python3 tools/reference-values/nist-lm.py ../shared/reference/quality/nist_strd_linreg.json > tools/reference-values/nist-lm.json
Needs R; the data file is the NIST sets as JSON (see the sources in the file itself).
"""
import json
import math
import subprocess
import sys

sets = json.load(open(sys.argv[1]))["datasets"]
code = ["options(digits = 17)"]
for s in sets:
    names = s["columns"]
    for j, name in enumerate(names):
        code.append("%s <- c(%s)" % (name, ",".join(repr(row[j]) for row in s["rows"])))
    model = s["model"]
    if "no intercept" in model:
        formula = "y ~ x - 1"
    elif "x1..x6" in model:
        formula = "y ~ x1 + x2 + x3 + x4 + x5 + x6"
    else:
        degree = 10 if "poly10" in model else 5 if "poly5" in model else 2 if "x^2" in model else 1
        formula = "y ~ " + " + ".join("I(x^%d)" % k if k > 1 else "x" for k in range(1, degree + 1))
    code.append('cat("%s", sprintf("%%.17g", coef(lm(%s, tol = 1e-14))), "\\n")' % (s["id"], formula))
code.append('cat("version", R.version.string, "\\n")')
out = subprocess.run(["Rscript", "-"], input="\n".join(code), capture_output=True, text=True, check=True).stdout
lines = {line.split()[0]: line.split()[1:] for line in out.strip().split("\n")}


def digits(value, certified):
    value, certified = float(value), float(certified)
    if value == certified:
        return 15.9
    if value != value:
        return 0.0
    return max(0.0, min(15.9, -math.log10(abs(value - certified) / (abs(certified) or 1))))


json.dump({
    "program": "R lm",
    "version": " ".join(lines["version"]),
    "command": "python3 tools/reference-values/nist-lm.py nist_strd_linreg.json > tools/reference-values/nist-lm.json",
    "digits": {s["id"]: round(min(digits(v, c["estimate"]) for v, c in zip(lines[s["id"]], s["certified"]["coefficients"])), 1) for s in sets},
}, sys.stdout, indent=1)
print()
