# Limits of control charts, reckoned in R from the formulas with R's own pnorm, integrate, qbeta, qf and qgeom.
# Run: Rscript tools/reference-values/charts-limits.R > src/toolbox/control-charts/limits.golden.json
num <- function(x) paste(sprintf("%.17g", x), collapse = ",")
arr <- function(x) sprintf("[%s]", num(x))
obj <- function(...) { l <- list(...); sprintf("{%s}", paste(sprintf('"%s":%s', names(l), unlist(l)), collapse = ",")) }
# Sums on the whole line, whose error dies off faster than any power of the step; Simpson along the range for d3.
xs <- seq(-14, 14, by = 1 / 64)
d2 <- Vectorize(function(n) sum(1 - pnorm(xs)^n - pnorm(xs, lower.tail = FALSE)^n) / 64)
tail <- function(r, n) 1 - n * sum(dnorm(xs) * (pnorm(xs + r) - pnorm(xs))^(n - 1)) / 64
d3s <- list()
d3 <- Vectorize(function(n) {
  key <- as.character(n)
  if (is.null(d3s[[key]])) {
    r <- seq(0, 16, by = 1 / 1000); f <- r * sapply(r, tail, n); w <- rep(c(2, 4), length.out = length(r)); w[c(1, length(r))] <- 1
    w[seq(2, length(r) - 1, 2)] <- 4; w[seq(3, length(r) - 2, 2)] <- 2
    d3s[[key]] <<- sqrt(2 * sum(w * f) / 3000 - d2(n)^2)
  }
  d3s[[key]]
})
c4 <- function(n) sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))
set.seed(4711)
x <- round(rnorm(125, 50, 2), 3); g <- matrix(x, ncol = 5, byrow = TRUE)
R <- apply(g, 1, function(v) diff(range(v))); S <- apply(g, 1, sd); m <- mean(x)
sr <- mean(R) / d2(5); ss <- mean(S) / c4(5); sp <- sqrt(mean(S^2)) / c4(25 * 4 + 1)
sizes <- rep(c(3, 4, 5, 6, 2), 5); cut <- split(round(rnorm(sum(sizes), 10, 1), 3), rep(seq_along(sizes), sizes))
uR <- sapply(cut, function(v) diff(range(v))); uS <- sapply(cut, sd); um <- mean(unlist(cut))
w <- (d2(sizes) / d3(sizes))^2; mv <- sum(w * uR / d2(sizes)) / sum(w); eq <- mean(uR / d2(sizes))
ws <- c4(sizes)^2 / (1 - c4(sizes)^2); mvs <- sum(ws * uS / c4(sizes)) / sum(ws); eqs <- mean(uS / c4(sizes))
i <- round(rnorm(40, 100, 3), 2); mr <- abs(diff(i)); si <- mean(mr) / d2(2); smd <- median(mr) / (sqrt(2) * qnorm(0.75))
mr3 <- sapply(3:40, function(k) diff(range(i[(k - 2):k]))); s3 <- mean(mr3) / d2(3); sdi <- sd(i) / c4(40)
n <- sample(80:140, 30, TRUE); d <- rbinom(30, n, 0.08); p <- sum(d) / sum(n); sep <- sqrt(p * (1 - p) / n)
z <- (d / n - p) / sep; sz <- mean(abs(diff(z))) / d2(2)
k <- rpois(30, 2.5 * n / 100); un <- n / 100; u <- sum(k) / sum(un); zu <- (k / un - u) / sqrt(u / un); szu <- mean(abs(diff(zu))) / d2(2)
cc <- rpois(30, 9)
lam <- 0.15; zt <- m; v <- 0; ez <- c(); ev <- c(); mu <- um
zt <- um; for (q in seq_along(sizes)) { zt <- lam * mean(cut[[q]]) + (1 - lam) * zt; v <- (1 - lam)^2 * v + lam^2 * mv^2 / sizes[q]; ez <- c(ez, zt); ev <- c(ev, sqrt(v)) }
cp <- 0; cm <- 0; cu <- c(); cl <- c(); for (q in 1:40) { y <- (i[q] - 100) / 3; cp <- max(0, y - 0.5 + cp); cm <- max(0, -y - 0.5 + cm); cu <- c(cu, cp); cl <- c(cl, -cm) }
gap <- rgeom(40, 0.05); gm <- mean(gap); al <- pnorm(-3)
tt <- round(rexp(30, 1 / 200), 1) + 0.1; y <- tt^(1 / 3.6); sy <- mean(abs(diff(y))) / d2(2)
X <- matrix(rnorm(90), ncol = 3) %*% chol(matrix(c(1, .6, .3, .6, 1, .2, .3, .2, 1), 3)); X <- round(X, 4)
Sx <- cov(X); T2 <- mahalanobis(X, colMeans(X), Sx); df <- diff(X); Sd <- crossprod(df) / (2 * 29); T2d <- mahalanobis(X, colMeans(X), Sd)
G <- array(rnorm(20 * 4 * 2), c(20, 4, 2)); G <- round(G, 4); Sw <- Reduce(`+`, lapply(1:20, function(a) cov(G[a, , ]))) / 20; gm2 <- t(sapply(1:20, function(a) colMeans(G[a, , ]))); T2g <- 4 * mahalanobis(gm2, colMeans(gm2), Sw)
# Between and within: means of the unequal subgroups as single values, and the pooled spread within.
lots <- Map(function(v, e) round(v + e, 3), cut, 3 * sin(seq_along(sizes))); bR <- sapply(lots, function(v) diff(range(v))); bS <- sapply(lots, sd)
bm <- sapply(lots, mean); bs <- mean(abs(diff(bm))) / d2(2); bw <- sum(w * bR / d2(sizes)) / sum(w); bws <- sum(ws * bS / c4(sizes)) / sum(ws)
bb <- sqrt(bs^2 - bw^2 * mean(1 / sizes)); bbs <- sqrt(bs^2 - bws^2 * mean(1 / sizes))
a <- 0.0027
out <- obj(
  made = sprintf('"R %s.%s, tools/reference-values/charts-limits.R"', R.version$major, R.version$minor),
  xbar = obj(x = arr(x), mean = num(m), sigmaR = num(sr), sigmaS = num(ss), sigmaPooled = num(sp),
    uclR = num(m + 3 * sr / sqrt(5)), uclS = num(m + 3 * ss / sqrt(5)), rUcl = num((d2(5) + 3 * d3(5)) * sr), sUcl = num((c4(5) + 3 * sqrt(1 - c4(5)^2)) * ss)),
  unequal = obj(sizes = arr(sizes), x = arr(unlist(cut)), mean = num(um), mvlueR = num(mv), equalR = num(eq), mvlueS = num(mvs), equalS = num(eqs),
    ucl = arr(um + 3 * mv / sqrt(sizes)), rUcl = arr((d2(sizes) + 3 * d3(sizes)) * mv), rLcl = arr(pmax(0, (d2(sizes) - 3 * d3(sizes)) * mv)), ewma = arr(ez), ewmaSigma = arr(ev)),
  individuals = obj(x = arr(i), mean = num(mean(i)), sigmaMr = num(si), sigmaMedian = num(smd), sigmaSpan3 = num(s3), sigmaSd = num(sdi), mrUcl = num((d2(2) + 3 * d3(2)) * si), cusumUpper = arr(cu), cusumLower = arr(cl), movingAverage = arr(sapply(1:40, function(q) mean(i[max(1, q - 3):q])))),
  betweenWithin = obj(x = arr(unlist(lots)), mean = num(mean(bm)), sigma = num(bs), ucl = num(mean(bm) + 3 * bs), within = num(bw), between = num(bb), betweenS = num(bbs), total = num(sqrt(bb^2 + bw^2))),
  p = obj(d = arr(d), n = arr(n), p = num(p), ucl = arr(pmin(1, p + 3 * sep)), lcl = arr(pmax(0, p - 3 * sep)), sigmaZ = num(sz), laneyUcl = arr(pmin(1, p + 3 * sep * sz))),
  u = obj(c = arr(k), n = arr(un), u = num(u), ucl = arr(u + 3 * sqrt(u / un)), lcl = arr(pmax(0, u - 3 * sqrt(u / un))), sigmaZ = num(szu), laneyUcl = arr(u + 3 * sqrt(u / un) * szu)),
  c = obj(c = arr(cc), ucl = num(mean(cc) + 3 * sqrt(mean(cc))), lcl = num(max(0, mean(cc) - 3 * sqrt(mean(cc))))),
  g = obj(x = arr(gap), mean = num(gm), ucl = num(gm + 3 * sqrt(gm * (gm + 1))), ucl2 = num(qgeom(al, 1 / (gm + 1), lower.tail = FALSE)), median = num(qgeom(0.5, 1 / (gm + 1)))),
  t = obj(x = arr(tt), ucl = num((mean(y) + 3 * sy)^3.6), cl = num(mean(y)^3.6), exponentialUcl = num(qexp(al, 1 / mean(tt), lower.tail = FALSE)), exponentialLcl = num(qexp(al, 1 / mean(tt)))),
  t2 = obj(x = arr(t(X)), t2 = arr(T2), t2d = arr(T2d), ucl1 = num(29^2 / 30 * qbeta(1 - a, 3 / 2, (30 - 3 - 1) / 2)), ucl2 = num(3 * 31 * 29 / (30 * 27) * qf(a, 3, 27, lower.tail = FALSE)),
    g = arr(aperm(G, c(3, 2, 1))), t2g = arr(T2g), ucl1g = num(2 * 19 * 3 / (80 - 20 - 2 + 1) * qf(a, 2, 59, lower.tail = FALSE)), ucl2g = num(2 * 21 * 3 / 59 * qf(a, 2, 59, lower.tail = FALSE)),
    cl1 = num(29^2 / 30 * qbeta(0.5, 3 / 2, 13))))
cat(out, "\n", sep = "")
