# Reference values of the methods on numbers, by R's own functions on the data of the methods' examples and of R's data sets.
# Run: Rscript tools/reference-values/number-methods.R > src/toolbox/number-methods.golden.json
# Needs R >= 4.2 with its recommended package survival.
suppressPackageStartupMessages(library(survival))
out <- list()
put <- function(key, values) {
  values <- as.numeric(values)
  text <- ifelse(is.finite(values), sprintf("%.17g", values), "null")
  out[[length(out) + 1]] <<- sprintf('"%s": [%s]', key, paste(text, collapse = ", "))
}
options(warn = -1)

# --- data -------------------------------------------------------------------------------------------------------------
particles <- c(50, 48, 44, 56, 61, 52, 53, 55, 67, 51)
morley1 <- c(850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960)
us <- c(18, 15, 18, 16, 17, 15, 14, 14, 14, 15)
japan <- c(24, 27, 27, 25, 31, 35, 24, 19, 28, 23)
drug1 <- c(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2)
drug2 <- c(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
darwin <- c(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)

# --- distributions in closed form: density, lower, upper tail at x, quantile of p from below and from above -----------------
closed <- function(key, d, p, q, x, probability) put(paste0("closed.", key), c(d(x), p(x), p(x, lower.tail = FALSE), q(probability), q(probability, lower.tail = FALSE)))
xs <- c(1e-3, .7, 3, 25); ps <- c(1e-12, .01, .4, .93)
closed("weibull", function(x) dweibull(x, 1.7, 4.2), function(x, ...) pweibull(x, 1.7, 4.2, ...), function(p, ...) qweibull(p, 1.7, 4.2, ...), xs, ps)
closed("lognormal", function(x) dlnorm(x, .4, .9), function(x, ...) plnorm(x, .4, .9, ...), function(p, ...) qlnorm(p, .4, .9, ...), xs, ps)
closed("exponential", function(x) dexp(x, 1 / 3.3), function(x, ...) pexp(x, 1 / 3.3, ...), function(p, ...) qexp(p, 1 / 3.3, ...), xs, ps)
closed("logistic", function(x) dlogis(x, 2, .8), function(x, ...) plogis(x, 2, .8, ...), function(p, ...) qlogis(p, 2, .8, ...), xs, ps)
closed("loglogistic", function(x) dlogis(log(x), .5, .6) / x, function(x, ...) plogis(log(x), .5, .6, ...), function(p, ...) exp(qlogis(p, .5, .6, ...)), xs, ps)
# ln of a Weibull variable is smallest extreme value; its mirror image the largest.
sev <- function(x, ...) pweibull(exp(x), 1 / 1.3, exp(2), ...)
ys <- c(-30, -1, 2.5, 6)
closed("smallest-extreme-value", function(x) dweibull(exp(x), 1 / 1.3, exp(2)) * exp(x), sev, function(p, ...) log(qweibull(p, 1 / 1.3, exp(2), ...)), ys, ps)
closed("largest-extreme-value", function(x) dweibull(exp(-x), 1 / 1.3, exp(2)) * exp(-x), function(x, lower.tail = TRUE) sev(-x, lower.tail = !lower.tail), function(p, lower.tail = TRUE) -log(qweibull(p, 1 / 1.3, exp(2), lower.tail = !lower.tail)), -ys, ps)

# --- densities ---------------------------------------------------------------------------------------------------------
put("density", c(dnorm(c(0, 1.5, -8)), dt(c(.3, 4), 3.5), dchisq(c(.2, 9), 4.5), df(c(.4, 3), 3, 17), dbeta(c(.01, .6), 2.5, .7), dgamma(c(.1, 8), 2.2, scale = 1.9),
  dbinom(c(0, 3, 40), 40, .12), dpois(c(0, 7), 4.4), dhyper(c(0, 2, 6), 20, 60, 14), dt(c(1, 5), 9, 2.2), dchisq(c(2, 30), 5, 8), df(c(.7, 5), 3, 20, 6)))

# --- describing and normality -----------------------------------------------------------------------------------------
moments <- function(x) { n <- length(x); m <- mean(x); s <- sd(x)
  c(n / ((n - 1) * (n - 2)) * sum(((x - m) / s)^3),
    n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * sum(((x - m) / s)^4) - 3 * (n - 1)^2 / ((n - 2) * (n - 3))) }
put("describe.morley", c(mean(morley1), sd(morley1), quantile(morley1, c(.25, .5, .75), type = 6), moments(morley1), acf(morley1, 1, plot = FALSE)$acf[2]))
put("describe.morley.seven", quantile(morley1, c(.25, .5, .75), type = 7))
put("describe.morley.limits", c(t.test(morley1)$conf.int, sd(morley1) * sqrt(19 / qchisq(c(.975, .025), 19))))
samples <- list(morley = morley1, three = c(1.2, 3.4, 2.9), five = c(2.3, 1.9, 3.4, 2.8, 2.2), eleven = drug1[c(1:10, 3)] + (0:10) / 7, precip = as.numeric(precip), rivers = as.numeric(rivers), faithful = faithful$waiting, islands = as.numeric(islands))
for (name in names(samples)) {
  x <- samples[[name]]; n <- length(x); z <- sort((x - mean(x)) / sd(x)); s <- shapiro.test(x)
  put(paste0("normality.data.", name), x)
  put(paste0("normality.", name), c(s$statistic, s$p.value,
    -n - mean((2 * seq_len(n) - 1) * (pnorm(z, log.p = TRUE) + pnorm(rev(z), lower.tail = FALSE, log.p = TRUE))), ks.test(z, "pnorm")$statistic))
}

# --- t tests ----------------------------------------------------------------------------------------------------------
test <- function(t) c(t$statistic, t$parameter, t$p.value, t$conf.int)
put("one-sample-t", test(t.test(particles, mu = 50)))
put("one-sample-t.greater", test(t.test(particles, mu = 50, alternative = "greater")))
put("one-sample-t.less", test(t.test(particles, mu = 55, alternative = "less", conf.level = .9)))
put("two-sample-t", test(t.test(us, japan)))
put("two-sample-t.pooled", test(t.test(us, japan, var.equal = TRUE)))
put("paired-t", test(t.test(drug1, drug2, paired = TRUE)))

# --- variances --------------------------------------------------------------------------------------------------------
groups <- list(airquality$Ozone[airquality$Month == 5], airquality$Ozone[airquality$Month == 7], airquality$Ozone[airquality$Month == 9])
groups <- lapply(groups, function(g) g[!is.na(g)])
y <- unlist(groups); g <- factor(rep(1:3, lengths(groups)))
put("ozone.data", y); put("ozone.group", g)
v <- var.test(drug1, drug2); put("f-test", c(v$statistic, v$p.value, v$conf.int))
b <- bartlett.test(y, g); put("bartlett", c(b$statistic, b$p.value))
l <- anova(lm(abs(y - ave(y, g, FUN = median)) ~ g)); put("levene", c(l[["F value"]][1], l[["Pr(>F)"]][1]))

# --- proportions and tables -------------------------------------------------------------------------------------------
for (a in c("two.sided", "less", "greater")) {
  b <- binom.test(26, 200, .1, alternative = a); put(paste0("one-proportion.", a), c(b$p.value, b$conf.int))
  put(paste0("fisher.", a), fisher.test(matrix(c(3, 12, 9, 4), 2), alternative = a)$p.value)
}
put("one-proportion.many", sapply(c(0, 1, 3, 7, 15, 20), function(k) binom.test(k, 20, .3)$p.value))
p <- prop.test(c(104, 189), c(11037, 11034), correct = FALSE); put("two-proportions", c(sqrt(p$statistic), p$p.value, fisher.test(matrix(c(104, 10933, 189, 10845), 2))$p.value))
score <- function(k, n, conf) { z <- qnorm((1 + conf) / 2); ph <- k / n; (ph + z^2 / 2 / n + c(-1, 1) * z * sqrt(ph * (1 - ph) / n + z^2 / 4 / n^2)) / (1 + z^2 / n) }
a1 <- score(104, 11037, .95); a2 <- score(189, 11034, .95); d <- 104 / 11037 - 189 / 11034
put("newcombe", c(d - sqrt((104 / 11037 - a1[1])^2 + (a2[2] - 189 / 11034)^2), d + sqrt((a1[2] - 104 / 11037)^2 + (189 / 11034 - a2[1])^2)))
hair <- apply(HairEyeColor, c(1, 2), sum); h <- chisq.test(hair)
put("table", c(h$statistic, h$parameter, h$p.value, 2 * sum(hair * log(hair / h$expected)))); put("table.residuals", t(h$stdres))

# --- ranks ------------------------------------------------------------------------------------------------------------
w <- wilcox.test(drug1, drug2, exact = FALSE); put("mann-whitney", c(w$statistic, w$p.value))
x1 <- drug1[-9] + (1:9) / 100; x2 <- drug2 + (1:10) / 37
put("mann-whitney.data", c(x1, x2)); w <- wilcox.test(x1, x2, conf.int = TRUE)
put("mann-whitney.exact", c(w$statistic, w$p.value, w$estimate, w$conf.int))
put("mann-whitney.less", wilcox.test(x1, x2, alternative = "less")$p.value)
w <- wilcox.test(darwin, conf.int = TRUE); put("wilcoxon", c(w$statistic, w$p.value, w$estimate, w$conf.int))
put("wilcoxon.greater", wilcox.test(darwin, alternative = "greater")$p.value)
w <- wilcox.test(drug1, drug2, paired = TRUE, exact = FALSE); put("wilcoxon.ties", c(w$statistic, w$p.value))
k <- kruskal.test(y, g); put("kruskal-wallis", c(k$statistic, k$p.value))

# --- analysis of variance ---------------------------------------------------------------------------------------------
m <- aov(y ~ g); t <- anova(m); put("one-way", c(t[["Sum Sq"]], t[["F value"]][1], t[["Pr(>F)"]][1]))
w <- oneway.test(y ~ g); put("welch", c(w$statistic, w$parameter, w$p.value))
k <- TukeyHSD(m)$g; put("tukey", -k[, "diff"]); put("tukey.limits", cbind(-k[, "upr"], -k[, "lwr"]))
battery <- data.frame(life = c(130, 155, 74, 180, 34, 40, 80, 75, 20, 70, 82, 58, 150, 188, 159, 126, 136, 122, 106, 115, 25, 70, 58, 45, 138, 110, 168, 160, 174, 120, 150, 139, 96, 104, 82, 60),
  material = factor(rep(1:3, each = 12)), temperature = factor(rep(rep(c(15, 70, 125), each = 4), 3)))
options(contrasts = c("contr.sum", "contr.poly"))
terms3 <- function(data) { m <- lm(life ~ material * temperature, data); d <- drop1(m, . ~ ., test = "F")[-1, ]; s <- anova(m); list(d, s) }
for (case in list(list("battery", battery), list("battery.unbalanced", battery[-c(1, 2, 14, 25, 30, 36), ]))) {
  r <- terms3(case[[2]])
  put(paste0(case[[1]], ".adjusted"), r[[1]][["Sum of Sq"]]); put(paste0(case[[1]], ".p"), r[[1]][["Pr(>F)"]])
  put(paste0(case[[1]], ".sequential"), r[[2]][["Sum Sq"]])
}

# --- power ------------------------------------------------------------------------------------------------------------
put("power.two-sample", sapply(c(5, 12, 23, 40), function(n) power.t.test(n, delta = 1, sd = 1, strict = TRUE)$power))
put("power.one-sample", sapply(c(5, 12, 23, 40), function(n) power.t.test(n, delta = .5, sd = 1, type = "one.sample", alternative = "one.sided")$power))
put("power.proportions", sapply(c(50, 200, 500), function(n) power.prop.test(n, .1, .15, strict = TRUE)$power))
put("power.anova", sapply(c(5, 10, 20), function(n) power.anova.test(groups = 4, n = n, between.var = var(c(-.5, 0, 0, .5)), within.var = 1)$power))
put("size.two-sample", ceiling(power.t.test(delta = 1, sd = 1, power = .9, strict = TRUE, tol = 1e-10)$n))

# --- regression -------------------------------------------------------------------------------------------------------
fit <- function(key, m) { s <- summary(m)
  put(paste0(key, ".coefficients"), t(s$coefficients)); put(paste0(key, ".limits"), t(confint(m)))
  h <- hatvalues(m)
  put(paste0(key, ".table"), c(s$sigma, s$r.squared, s$adj.r.squared, s$fstatistic[1], pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)))
  put(paste0(key, ".press"), 1 - sum((resid(m) / (1 - h))^2) / sum((m$model[[1]] - mean(m$model[[1]]))^2))
  put(paste0(key, ".hat"), h); put(paste0(key, ".rstandard"), rstandard(m)); put(paste0(key, ".rstudent"), rstudent(m)); put(paste0(key, ".cook"), cooks.distance(m)) }
stack <- lm(stack.loss ~ Air.Flow + Water.Temp + Acid.Conc., stackloss); fit("stackloss", stack)
put("stackloss.vif", sapply(2:4, function(j) 1 / (1 - summary(lm(stackloss[, j - 1] ~ ., stackloss[, setdiff(1:3, j - 1)]))$r.squared)))
e <- resid(stack); put("stackloss.durbin", sum(diff(e)^2) / sum(e^2)); put("stackloss.sequential", anova(stack)[["Sum Sq"]][1:3])
line <- lm(dist ~ speed, cars); fit("cars", line)
put("cars.speed", cars$speed); put("cars.dist", cars$dist)
put("cars.mean", predict(line, data.frame(speed = c(3, 21.5)), interval = "confidence")); put("cars.single", predict(line, data.frame(speed = c(3, 21.5)), interval = "prediction"))
lack <- anova(line, lm(dist ~ factor(speed), cars)); put("cars.lack", c(lack[["F"]][2], lack[["Pr(>F)"]][2]))
curve <- lm(dist ~ speed + I(speed^2), cars); fit("cars2", curve)

# --- designed experiments ---------------------------------------------------------------------------------------------
rate <- c(45, 71, 48, 65, 68, 60, 80, 65, 43, 100, 45, 104, 75, 86, 70, 96)
f <- expand.grid(A = c(-1, 1), B = c(-1, 1), C = c(-1, 1), D = c(-1, 1))
e <- 2 * coef(lm(rate ~ A * B * C * D, f))[c("A", "B", "C", "D", "A:B", "A:C", "A:D", "B:C", "B:D", "C:D", "A:B:C", "A:B:D", "A:C:D", "B:C:D", "A:B:C:D")]; put("filtration.effects", e)
s0 <- 1.5 * median(abs(e)); pse <- 1.5 * median(abs(e)[abs(e) < 2.5 * s0]); put("filtration.lenth", c(pse, 2 * pt(abs(e) / pse, 5, lower.tail = FALSE)))
two <- summary(lm(rate ~ (A + B + C + D)^2, f))$coefficients; put("filtration.two", t(two))
yield <- c(76.5, 77, 78, 79.5, 79.9, 80.3, 80, 79.7, 79.8, 78.4, 75.6, 78.5, 77)
time <- c(80, 80, 90, 90, 85, 85, 85, 85, 85, 92.07, 77.93, 85, 85); temp <- c(170, 180, 170, 180, 175, 175, 175, 175, 175, 175, 175, 182.07, 167.93)
a <- (time - 85) / 7.07; b <- (temp - 175) / 7.07
q <- lm(yield ~ a + b + I(a^2) + I(b^2) + a:b); put("yield.coefficients", t(summary(q)$coefficients)); k <- coef(q)
B <- matrix(c(k[4], k[6] / 2, k[6] / 2, k[5]), 2); x0 <- -solve(B, k[2:3]) / 2
put("yield.stationary", c(x0, 85 + 7.07 * x0[1], 175 + 7.07 * x0[2], k[1] + sum(x0 * k[2:3]) / 2)); put("yield.eigen", eigen(B)$values)
lack <- anova(q, lm(yield ~ factor(paste(time, temp)))); put("yield.lack", c(lack[["F"]][2], lack[["Pr(>F)"]][2]))
connector <- rbind(c(15.6, 9.5, 16.9, 19.9, 19.6, 19.6, 20, 19.1), c(15, 16.2, 19.4, 19.6, 19.7, 19.8, 24.2, 21.9), c(16.3, 16.7, 19.1, 15.6, 22.6, 18.2, 23.3, 20.4),
  c(18.3, 17.4, 18.9, 18.6, 21, 18.9, 23.2, 24.7), c(19.7, 18.6, 19.4, 25.1, 25.6, 21.4, 27.5, 25.3), c(16.2, 16.3, 20, 19.8, 14.7, 19.6, 22.5, 24.7),
  c(16.4, 19.1, 18.4, 23.6, 16.8, 18.6, 24.3, 21.6), c(14.2, 15.6, 15.1, 16.8, 17.8, 19.6, 23.2, 24.4), c(16.1, 19.9, 19.3, 17.3, 23.1, 22.7, 22.6, 28.6))
ratio <- -10 * log10(rowMeans(1 / connector^2)); put("connector.ratio", ratio)
L9 <- data.frame(A = gl(3, 3), B = gl(3, 1, 9), C = factor(c(1, 2, 3, 2, 3, 1, 3, 1, 2)), D = factor(c(1, 2, 3, 3, 1, 2, 2, 3, 1)))
put("connector.anova", anova(lm(ratio ~ A + B + C, L9))[["Sum Sq"]])
put("connector.levels", sapply(L9, function(f) tapply(ratio, f, mean)))

# --- life data --------------------------------------------------------------------------------------------------------
shock <- data.frame(time = c(6700, 6950, 7820, 8790, 9120, 9660, 9820, 11310, 11690, 11850, 11880, 12140, 12200, 12870, 13150, 13330, 13470, 14040, 14300, 17520, 17540, 17890, 18450, 18960, 18980, 19410, 20100, 20100, 20150, 20320, 20900, 22700, 23490, 26510, 27410, 27490, 27890, 28100),
  failed = c(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0))
lives <- list(shock = shock, lung = data.frame(time = lung$time, failed = lung$status - 1), ovarian = data.frame(time = ovarian$futime, failed = ovarian$fustat), rivers = data.frame(time = as.numeric(rivers), failed = 1))
for (name in names(lives)) {
  x <- lives[[name]]; put(paste0("life.data.", name), t(as.matrix(x)))
  for (d in c("weibull", "lognormal", "loglogistic", "exponential")) {
    s <- survreg(Surv(time, failed) ~ 1, x, dist = d, control = survreg.control(rel.tolerance = 1e-15, maxiter = 500))
    v <- if (d == "exponential") c(s$var, 0, 0) else c(s$var[1, 1], s$var[1, 2], s$var[2, 2])
    put(paste0("life.", name, ".", d), c(coef(s), s$scale, s$loglik[1], v))
  }
  s <- summary(survfit(Surv(time, failed) ~ 1, x)); put(paste0("life.", name, ".km"), t(cbind(s$time, s$n.risk, s$n.event, s$surv, s$std.err)))
}
s <- survreg(Surv(time, failed) ~ 1, shock, dist = "weibull", control = survreg.control(rel.tolerance = 1e-15))
q <- predict(s, data.frame(1), type = "uquantile", p = c(.01, .1, .5), se.fit = TRUE)
put("life.shock.quantiles", c(exp(as.vector(q$fit)), exp(as.vector(q$fit) - qnorm(.975) * as.vector(q$se.fit)), exp(as.vector(q$fit) + qnorm(.975) * as.vector(q$se.fit))))

cat("{\n", sprintf('"program": "R",\n"version": "%s, survival %s",\n"command": "Rscript tools/reference-values/number-methods.R > src/toolbox/number-methods.golden.json",\n"values": {\n', R.version.string, packageVersion("survival")), paste(unlist(out), collapse = ",\n"), "\n}\n}\n", sep = "")
