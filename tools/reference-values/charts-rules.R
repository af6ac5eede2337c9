# Which points 14 tests for special causes flag in 20 series: each test written as its definition on the window that ends at
# a point, with no thought to speed, so that it shares nothing with the program's shift registers.
# Run: Rscript tools/reference-values/charts-rules.R > src/toolbox/control-charts/rules.golden.json
num <- function(x) paste(sprintf("%.17g", x), collapse = ",")
set.seed(20261)
make <- function(k) {
  n <- 180
  e <- rnorm(n)
  x <- switch((k %% 10) + 1,
    e,
    e + c(rep(0, 90), rep(1.2, 90)),
    e + seq(-1.5, 1.5, length.out = n),
    as.numeric(filter(e, 0.7, method = "recursive")),
    0.4 * e,
    ifelse(runif(n) < 0.5, -1.6, 1.6) + 0.5 * e,
    round(e),
    round(2 * e) / 2,
    1.8 * e,
    e * 0.6 + rep(c(-1, 1), length.out = n) * 1.1)
  if (k %% 3 == 0) x[sample(n, 6)] <- x[sample(n, 6)] + sample(c(-4, 4), 6, TRUE)
  x
}
window <- function(z, m, f) { out <- c(); for (i in seq_along(z)) if (i >= m && f(z[(i - m + 1):i])) out <- c(out, i); out }
tests <- list(
  '{"kind":"limit"}' = function(z) which(abs(z) > 3),
  '{"kind":"beyond","sigma":2.5}' = function(z) which(abs(z) > 2.5),
  '{"kind":"run","points":9}' = function(z) window(z, 9, function(w) all(w > 0) || all(w < 0)),
  '{"kind":"run","points":8}' = function(z) window(z, 8, function(w) all(w > 0) || all(w < 0)),
  '{"kind":"run","points":7}' = function(z) window(z, 7, function(w) all(w > 0) || all(w < 0)),
  '{"kind":"trend","points":6}' = function(z) window(z, 6, function(w) all(diff(w) > 0) || all(diff(w) < 0)),
  '{"kind":"trend","points":7}' = function(z) window(z, 7, function(w) all(diff(w) > 0) || all(diff(w) < 0)),
  '{"kind":"alternation","points":14}' = function(z) window(z, 14, function(w) { s <- sign(diff(w)); all(s != 0) && all(s[-1] == -s[-length(s)]) }),
  '{"kind":"cluster","count":2,"of":3,"sigma":2}' = function(z) sort(unique(c(window(c(0, 0, z), 3, function(w) w[3] > 2 && sum(w > 2) >= 2), window(c(0, 0, z), 3, function(w) w[3] < -2 && sum(w < -2) >= 2)))) - 2,
  '{"kind":"cluster","count":4,"of":5,"sigma":1}' = function(z) sort(unique(c(window(c(0, 0, 0, 0, z), 5, function(w) w[5] > 1 && sum(w > 1) >= 4), window(c(0, 0, 0, 0, z), 5, function(w) w[5] < -1 && sum(w < -1) >= 4)))) - 4,
  '{"kind":"cluster","count":3,"of":4,"sigma":1.5}' = function(z) sort(unique(c(window(c(0, 0, 0, z), 4, function(w) w[4] > 1.5 && sum(w > 1.5) >= 3), window(c(0, 0, 0, z), 4, function(w) w[4] < -1.5 && sum(w < -1.5) >= 3)))) - 3,
  '{"kind":"hugging","points":15,"sigma":1}' = function(z) window(z, 15, function(w) all(abs(w) <= 1)),
  '{"kind":"mixture","points":8,"sigma":1}' = function(z) window(z, 8, function(w) all(abs(w) > 1)),
  '{"kind":"mixture","points":8,"sigma":1,"bothSides":true}' = function(z) window(z, 8, function(w) all(abs(w) > 1) && any(w > 1) && any(w < -1)))
series <- c()
for (k in 1:20) {
  z <- as.numeric(make(k))
  found <- sapply(tests, function(f) { i <- f(z); sprintf("[%s]", paste(i, collapse = ",")) })
  series <- c(series, sprintf('{"z":[%s],"flagged":[%s]}', num(z), paste(found, collapse = ",")))
}
cat(sprintf('{"made":"R %s.%s, tools/reference-values/charts-rules.R","tests":[%s],"series":[\n%s]}\n', R.version$major, R.version$minor, paste(names(tests), collapse = ","), paste(series, collapse = ",\n")))
