# Run chart: runs about the median by tseries::runs.test, exact chances by counting every order, all in R.
# Run: Rscript tools/reference-values/runs.R > src/toolbox/quality-tools/runs.golden.json
suppressMessages(library(tseries))
arr <- function(x) sprintf("[%s]", paste(sprintf("%.17g", x), collapse = ","))
x <- as.numeric(Nile)
about <- function(x) { k <- x[x != median(x)] > median(x)
  f <- factor(k); few <- runs.test(f, alternative = "less"); many <- runs.test(f, alternative = "greater")
  c(sum(k), sum(!k), length(rle(k)$lengths), few$statistic, few$p.value, many$p.value) }
runs <- function(v) length(rle(v)$lengths)
# All orders of 5 above and 7 below.
places <- combn(12, 5); orders <- apply(places, 2, function(at) { s <- rep(0, 12); s[at] <- 1; runs(s) })
aboutExact <- tabulate(orders, 12) / ncol(places)
# All orders of 8 different values.
permutations <- function(v) { if (length(v) < 2) return(list(v)); do.call(c, lapply(seq_along(v), function(i) lapply(permutations(v[-i]), function(p) c(v[i], p)))) }
updown <- vapply(permutations(1:8), function(p) runs(sign(diff(p))), 1)
upDownExact <- tabulate(updown, 7) / length(updown)
steps <- diff(x); steps <- steps[steps != 0]
# Exact tails for the Nile's own numbers above and below, by R's choose().
a <- sum(x > median(x)); b <- sum(x < median(x)); r <- runs(x[x != median(x)] > median(x))
chance <- function(r) { k <- r %/% 2; if (r %% 2 == 0) 2 * choose(a - 1, k - 1) * choose(b - 1, k - 1) / choose(a + b, a)
  else (choose(a - 1, k) * choose(b - 1, k - 1) + choose(a - 1, k - 1) * choose(b - 1, k)) / choose(a + b, a) }
few <- sum(vapply(2:r, chance, 1)); many <- sum(vapply(r:(2 * min(a, b) + 1), chance, 1))
cat(sprintf('{"made":"R %s.%s, tseries %s, tools/reference-values/runs.R","nile":%s,"about":%s,"aboutExact":%s,"upDownExact":%s,"upDown":%s,"nileExact":%s}\n',
  R.version$major, R.version$minor, packageVersion("tseries"), arr(x), arr(about(x)), arr(aboutExact), arr(upDownExact),
  arr(c(length(steps) + 1, runs(sign(steps)))), arr(c(few, many))))
