# Multi-vari chart: variance components by lme4 (REML, which equals the analysis of variance on balanced data with no negative
# component) and, with gaps, by R's own projections and their traces.
# Run: Rscript tools/reference-values/multi-vari.R > src/toolbox/quality-tools/multi-vari.golden.json
suppressMessages(library(lme4))
arr <- function(x) sprintf("[%s]", paste(sprintf("%.17g", x), collapse = ","))
words <- function(x) sprintf("[%s]", paste(sprintf('"%s"', x), collapse = ","))
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))
v <- function(m) as.data.frame(VarCorr(m))$vcov
nested <- v(lmer(strength ~ 1 + (1 | batch / cask), Pastes, control = control))
crossed <- v(lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin, control = control))
# Mean squares of the nested analysis, to all digits: batch, cask within batch, within.
a <- anova(lm(strength ~ batch / cask, Pastes)); ms <- a[["Mean Sq"]]
exact <- c((ms[1] - ms[2]) / 6, (ms[2] - ms[3]) / 2, ms[3])
# Gaps: some rows left out; E(SS) from the traces of the projections that R's qr gives.
gaps <- Pastes[-c(2, 7, 8, 19, 31, 44, 58, 59), ]
one <- matrix(1, nrow(gaps)); A <- model.matrix(~ 0 + batch, gaps); B <- model.matrix(~ 0 + droplevels(batch:cask), gaps)
P <- function(X) { q <- qr.Q(qr(X)); q %*% t(q) }; y <- gaps$strength
Q <- list(P(A) - P(one), P(B) - P(A), diag(nrow(gaps)) - P(B)); Z <- list(A, B, diag(nrow(gaps)))
ss <- vapply(Q, function(q) drop(t(y) %*% q %*% y), 1)
E <- t(vapply(Q, function(q) vapply(Z, function(z) sum(diag(t(z) %*% q %*% z)), 1), c(1, 1, 1)))
E[abs(E) < 1e-9] <- 0
cat(sprintf('{"made":"R %s.%s, lme4 %s, tools/reference-values/multi-vari.R","nested":%s,"nestedExact":%s,"nestedSs":%s,"crossed":%s,"plate":%s,"sample":%s,"diameter":%s,"gaps":{"batch":%s,"cask":%s,"y":%s,"ss":%s,"variance":%s}}\n',
  R.version$major, R.version$minor, packageVersion("lme4"), arr(c(nested[2], nested[1], nested[3])), arr(exact), arr(a[["Sum Sq"]]),
  arr(crossed), words(Penicillin$plate), words(Penicillin$sample), arr(Penicillin$diameter), words(gaps$batch), words(gaps$cask), arr(y), arr(ss), arr(solve(E, ss))))
