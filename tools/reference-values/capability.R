# Capability: indices, intervals, fits and transformations reckoned in R with its own qchisq, qnorm, pt, uniroot and MASS, nortest.
# Run: Rscript tools/reference-values/capability.R > src/toolbox/capability/capability.golden.json
suppressMessages({library(nortest)})
num <- function(x) paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ",")
arr <- function(x) sprintf("[%s]", num(x))
obj <- function(...) { l <- list(...); sprintf("{%s}", paste(sprintf('"%s":%s', names(l), unlist(l)), collapse = ",")) }
root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-15, maxiter = 10000)$root
set.seed(99)
x <- round(rnorm(60, 10, 0.5), 3); lsl <- 8; usl <- 11.5; target <- 10; n <- 60; conf <- 0.95; a <- (1 - conf) / 2; z <- qnorm(1 - a)
m <- mean(x); s <- sd(x); g <- matrix(x, ncol = 4, byrow = TRUE); nu <- 15 * 3
c4 <- function(n) sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))
sw <- sqrt(mean(apply(g, 1, var))) / c4(nu + 1)
width <- function(sig, nu) { v <- (usl - lsl) / (6 * sig); c(v, v * sqrt(qchisq(a, nu) / nu), v * sqrt(qchisq(1 - a, nu) / nu)) }
near <- function(v, nu) c(v, v - z * sqrt(1 / (9 * n) + v^2 / (2 * nu)), v + z * sqrt(1 / (9 * n) + v^2 / (2 * nu)))
tau <- sqrt(s^2 + (m - target)^2); off <- (m - target) / s; nut <- n * (1 + off^2)^2 / (1 + 2 * off^2); cpm <- min(target - lsl, usl - target) / (3 * tau)
# Exact one-sided interval on 12 values: noncentrality below 37, where R's pt holds.
y <- x[1:12]; v <- (usl - mean(y)) / (3 * sd(y)); tt <- 3 * sqrt(12) * v
exact <- c(v, root(function(nc) pt(tt, 11, nc) - (1 - a), 0.1, 36), root(function(nc) pt(tt, 11, nc) - a, 0.1, 36)); exact[2:3] <- exact[2:3] / (3 * sqrt(12))
w <- round(rweibull(80, 1.6, 3), 3) + 0.01; lw <- log(w)
shape <- root(function(k) sum(w^k * lw) / sum(w^k) - 1 / k - mean(lw), 0.1, 20); scale <- mean(w^shape)^(1 / shape)
ga <- root(function(k) log(k) - digamma(k) - (log(mean(w)) - mean(lw)), 0.05, 100)
sev <- root(function(b) { e <- exp((x - max(x)) / b); sum(x * e) / sum(e) - b - mean(x) }, 0.05, 5); sevl <- sev * log(mean(exp((x - max(x)) / sev))) + max(x)
lev <- root(function(b) { e <- exp(-(x - min(x)) / b); mean(x) - sum(x * e) / sum(e) - b }, 0.05, 5); levl <- -lev * log(mean(exp(-(x - min(x)) / lev))) + min(x)
# Logistic: Newton on the score, from the moments.
q <- c(m, s * sqrt(3) / pi); for (k in 1:200) { h <- (x - q[1]) / q[2]; p <- plogis(h); sc <- c(sum(2 * p - 1) / q[2], sum(h * (2 * p - 1) - 1) / q[2]); d <- p * (1 - p)
  H <- matrix(c(-2 * sum(d), -sum(2 * p - 1 + 2 * h * d), -sum(2 * p - 1 + 2 * h * d), sum(1 - 2 * h * (2 * p - 1) - 2 * h^2 * d)), 2) / q[2]^2; q <- q - solve(H, sc) }
ad <- function(u) { u <- sort(u); k <- seq_along(u); -length(u) - mean((2 * k - 1) * (log(u) + log(1 - rev(u)))) }
prof <- function(l) { yy <- (w^l - 1) / (l * exp(mean(lw))^(l - 1)); log(sum((yy - mean(yy))^2) / 80) }
# Box-Cox: the zero of the slope written out, not the flat bottom of the profile.
slope <- function(l) { yy <- (w^l - 1) / l; dd <- (l * lw * w^l - w^l + 1) / l^2; 2 * sum((yy - mean(yy)) * (dd - mean(dd))) / sum((yy - mean(yy))^2) - 2 * mean(lw) }
lam <- root(slope, 0.05, 1.5); cut <- qchisq(conf, 1) / 80
lo <- root(function(l) prof(l) - prof(lam) - cut, -1.5, lam - 1e-6 * 0 - 0.01); hi <- root(function(l) prof(l) - prof(lam) - cut, lam + 0.01, 3)
bw <- w^lam
# The 0.135 %, 50 % and 99.865 % points of the normal on that scale, carried back, and the indices by them.
bp <- (qnorm(c(pnorm(-3), 0.5, pnorm(3)), mean(bw), sd(bw)))^(1 / lam)
# Between and within: shots that differ (sd 0.6) by more than their parts do.
sh <- round(matrix(rnorm(100, 0, 0.4), ncol = 5) + rnorm(20, 10, 0.6), 3); hm <- rowMeans(sh); hw <- sqrt(mean(apply(sh, 1, var))) / c4(81)
sx <- mean(abs(diff(hm))) * sqrt(pi) / 2; hb <- sqrt(sx^2 - hw^2 / 5); hbw <- sqrt(hb^2 + hw^2)
cat(obj(made = sprintf('"R %s.%s, nortest %s, tools/reference-values/capability.R"', R.version$major, R.version$minor, packageVersion("nortest")),
  x = arr(x), lsl = num(lsl), usl = num(usl), target = num(target), mean = num(m), sigmaOverall = num(s), sigmaWithin = num(sw),
  cp = arr(width(sw, nu)), cpl = arr(near((m - lsl) / (3 * sw), nu)), cpu = arr(near((usl - m) / (3 * sw), nu)), pp = arr(width(s, n - 1)), ppk = arr(near(min(m - lsl, usl - m) / (3 * s), n - 1)),
  cpm = arr(c(cpm, cpm * sqrt(qchisq(a, nut) / nut), cpm * sqrt(qchisq(1 - a, nut) / nut))),
  ppm = arr(1e6 * c(pnorm((lsl - m) / sw), pnorm((usl - m) / sw, lower.tail = FALSE), pnorm((lsl - m) / s), pnorm((usl - m) / s, lower.tail = FALSE))),
  shots = arr(as.vector(t(sh))), betweenWithin = arr(c(mean(sh), hw, hb, hbw, sd(as.vector(sh)), (13 - 7) / (6 * hbw), min(mean(sh) - 7, 13 - mean(sh)) / (3 * hbw), min(mean(sh) - 7, 13 - mean(sh)) / (3 * sd(as.vector(sh))), 1e6 * (pnorm((7 - mean(sh)) / hbw) + pnorm((13 - mean(sh)) / hbw, lower.tail = FALSE)))),
  ad = arr(c(ad.test(x)$statistic, ad.test(x)$p.value)), exact = arr(exact),
  w = arr(w), weibull = arr(c(shape, scale)), weibullAd = num(ad(pweibull(w, shape, scale))), gamma = arr(c(ga, mean(w) / ga)), gammaAd = num(ad(pgamma(w, ga, scale = mean(w) / ga))),
  lognormal = arr(c(mean(lw), sqrt(mean((lw - mean(lw))^2)))), exponential = arr(mean(w)), sev = arr(c(sevl, sev)), lev = arr(c(levl, lev)), logistic = arr(q),
  weibullPpk = num(min((qweibull(0.5, shape, scale) - 0.2) / (qweibull(0.5, shape, scale) - qweibull(pnorm(-3), shape, scale)), (8 - qweibull(0.5, shape, scale)) / (qweibull(pnorm(3), shape, scale) - qweibull(0.5, shape, scale)))),
  boxCox = arr(c(lam, lo, hi)), boxCoxPpk = num(min(mean(bw) - 0.2^lam, 8^lam - mean(bw)) / (3 * sd(bw))),
  boxCoxPoints = arr(bp), boxCoxByPoints = arr(c((8 - 0.2) / (bp[3] - bp[1]), (bp[2] - 0.2) / (bp[2] - bp[1]), (8 - bp[2]) / (bp[3] - bp[2]))),
  binomial = arr(binom.test(7, 400, conf.level = conf)$conf.int), poisson = arr(poisson.test(23, 12.5, conf.level = conf)$conf.int), binomialZero = arr(binom.test(0, 400, conf.level = conf)$conf.int)), "\n", sep = "")
