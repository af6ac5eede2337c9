# Average run lengths by R package spc (S. Knoth), for src/toolbox/control-charts/price/arl.reference.json.
# Run: Rscript tools/reference-values/charts-arl.R > src/toolbox/control-charts/price/arl.reference.json
suppressMessages(library(spc))
f <- function(x) trimws(formatC(x, digits = 15, format = "g"))
rows <- function(l) paste(l, collapse = ",\n    ")
ewma <- c(); for (l in c(0.05, 0.1, 0.2, 0.25, 0.4, 1)) for (L in c(2.5, 2.814, 3)) for (mu in c(0, 0.25, 1, 2))
  ewma <- c(ewma, sprintf('{"lambda":%s,"limitSigma":%s,"shift":%s,"arl":%s}', f(l), f(L), f(mu), f(xewma.arl(l, L, mu, sided = "two", r = 150))))
cusum <- c(); for (k in c(0.25, 0.5, 1)) for (h in c(2, 4, 5, 8)) for (mu in c(0, 0.5, 1, 3)) for (hs in c(0, h / 2))
  cusum <- c(cusum, sprintf('{"k":%s,"h":%s,"shift":%s,"headStart":%s,"arl":%s,"oneSided":%s}', f(k), f(h), f(mu), f(hs),
    f(xcusum.arl(k, h, mu, hs = hs, sided = "two", r = 120)), f(xcusum.arl(k, h, mu, hs = hs, sided = "one", r = 120))))
mewma <- c(); for (l in c(0.1, 0.2, 0.4)) for (p in c(2, 3, 4)) for (h in c(8, 10.5, 13))
  mewma <- c(mewma, sprintf('{"lambda":%s,"variables":%s,"limit":%s,"arl":%s}', f(l), f(p), f(h), f(mewma.arl(l, h, p, r = 60))))
crit <- c(); for (l in c(0.1, 0.2)) for (p in c(2, 3, 5)) crit <- c(crit, sprintf('{"lambda":%s,"variables":%s,"arl":200,"limit":%s}', f(l), f(p), f(mewma.crit(l, 200, p, r = 60))))
shifted <- c(); for (l in c(0.05, 0.1, 0.3)) for (p in c(2, 3)) for (h in c(8, 12)) for (d in c(0.25, 1, 2))
  shifted <- c(shifted, sprintf('{"lambda":%s,"variables":%s,"limit":%s,"shift":%s,"arl":%s}', f(l), f(p), f(h), f(d), f(mewma.arl(l, h, p, delta = d^2, r = 70))))
# T2 with known parameters: the chance that a noncentral chi-squared passes the limit of a central one.
t2 <- c(); for (p in c(2, 3, 5, 10)) for (a in c(0.0027, 0.01)) for (d in c(0, 0.5, 1, 2, 3))
  t2 <- c(t2, sprintf('{"variables":%s,"alpha":%s,"shift":%s,"arl":%s}', f(p), f(a), f(d), f(1 / pchisq(qchisq(a, p, lower.tail = FALSE), p, d^2, lower.tail = FALSE))))
cat(sprintf('{\n  "made": "R %s, spc %s, tools/reference-values/charts-arl.R",\n  "ewma": [\n    %s\n  ],\n  "cusum": [\n    %s\n  ],\n  "mewma": [\n    %s\n  ],\n  "mewmaLimit": [\n    %s\n  ],\n  "mewmaShift": [\n    %s\n  ],\n  "t2": [\n    %s\n  ]\n}\n',
  paste(R.version$major, R.version$minor, sep = "."), packageVersion("spc"), rows(ewma), rows(cusum), rows(mewma), rows(crit), rows(shifted), rows(t2)))
