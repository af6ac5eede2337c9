# Algorithm A against MASS::hubers (Huber's proposal 2, k = 1.5, exact factor), homogeneity against aov.
# Run: Rscript tools/reference-values/inspection-proficiency.R > src/toolbox/proficiency/robust.golden.json
suppressMessages(library(MASS))
# hubers stops after 30 steps, before it has converged to the last digit: the same code with 1000.
hubers <- eval(parse(text = sub('1:30', '1:1000', deparse(MASS::hubers), fixed = TRUE)))
num <- function(x) paste0('[', paste(format(x, digits = 17, trim = TRUE), collapse = ','), ']')
sets <- list(c(24.1,24.9,26.6,25.3,26.0,24.4,25.4,22.2,31.8,25.7,25.1,24.9), c(1.2,1.3,1.25,1.31,1.9,1.28,1.22), { set.seed(9); c(rnorm(40, 100, 3), rnorm(5, 130, 10)) })
cat('{"program":"', R.version.string, ', MASS ', as.character(packageVersion('MASS')), '","command":"Rscript tools/reference-values/inspection-proficiency.R","sets":[', sep = '')
cat(paste(sapply(sets, function(x) { h <- hubers(x, k = 1.5, tol = 1e-15); paste0('{"x":', num(x), ',"hubers":', num(c(h$mu, h$s)), '}') }), collapse = ','), '],\n', sep = '')
y <- c(10.5,10.4,9.9,9.8,10.4,10.1,9.9,10.1,10.0,9.8,9.9,10.1,9.9,10.3,10.0,10.2,10.5,10.4,10.2,10.0)
g <- factor(rep(1:10, each = 2)); a <- summary(aov(y ~ g))[[1]]
cat('"y":', num(y), ',"sw":', num(sqrt(a[2, 3])), ',"ss":', num(sqrt(max(0, (a[1, 3] - a[2, 3]) / 2))), '}\n', sep = '')
