# Reference values of agreement and of single gauges, from R: psych::cohen.kappa, friedman.test (W = chi2/(m(n-1))), cor.test
# (Kendall, no exact, no continuity), binom.test (Clopper-Pearson), t.test and lm.
# Run: Rscript tools/reference-values/inspection-agreement.R > src/toolbox/measurement-systems/agreement.golden.json
suppressMessages(library(psych))
options(digits = 17)
num <- function(x) paste0('[', paste(format(x, digits = 17, trim = TRUE), collapse = ','), ']')
set.seed(4)
truth <- sample(1:5, 40, TRUE)
rater <- function(noise) pmin(5, pmax(1, truth + sample(-1:1, 40, TRUE, prob = c(noise, 1 - 2 * noise, noise))))
a <- rater(.15); b <- rater(.25); c3 <- rater(.2)
k <- cohen.kappa(cbind(a, b))
w <- friedman.test(rbind(a, b, c3)) # blocks are raters
# friedman.test takes rows as blocks: its chi-squared is corrected for ties
tau <- cor.test(a, truth, method = 'kendall', exact = FALSE)
t1 <- c(5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1, 6.2, 5.6, 6.0)
tt <- t.test(t1, mu = 6)
x <- rep(c(2, 4, 6, 8, 10), each = 3); y <- c(.5, .6, .4, .2, .1, .3, .1, -.1, 0, -.3, -.2, -.4, -.6, -.5, -.55)
m <- summary(lm(y ~ x)); p <- predict(lm(y ~ x), data.frame(x = 3), interval = 'confidence')
cat('{"program":"', R.version.string, ', psych ', as.character(packageVersion('psych')), '","command":"Rscript tools/reference-values/inspection-agreement.R",\n', sep = '')
cat('"a":', num(a), ',"b":', num(b), ',"c":', num(c3), ',"truth":', num(truth), ',\n', sep = '')
cat('"cohen":', num(c(k$kappa, sqrt(k$var.kappa))), ',\n"w":', num(c(w$statistic / (3 * 39), w$statistic, w$p.value)), ',\n', sep = '')
cat('"tau":', num(c(tau$estimate, tau$statistic, tau$p.value)), ',\n"clopper":', num(binom.test(18, 20)$conf.int), ',\n', sep = '')
cat('"bias":', num(c(mean(t1) - 6, tt$statistic, tt$p.value, tt$conf.int - 6)), ',\n"x":', num(x), ',"y":', num(y), ',\n', sep = '')
cat('"line":', num(c(m$coefficients, m$sigma, m$r.squared)), ',"band":', num(p), '}\n', sep = '')
