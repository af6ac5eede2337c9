# Reference values of the seven tools: classes of a histogram (nclass.*), correlation (cor.test), PCA (eigen of cor).
# Run: Rscript tools/reference-values/inspection-tools.R > src/toolbox/quality-tools/tools.golden.json
num <- function(x) paste0('[', paste(format(x, digits = 17, trim = TRUE), collapse = ','), ']')
set.seed(11); x <- round(rnorm(120, 50, 4), 2); y <- round(2 * x + rnorm(120, 0, 9), 1)
ct <- cor.test(x, y)
pca <- matrix(c(9,8,5,6,4, 8,9,6,5,5, 5,5,9,8,7, 6,5,8,9,8, 7,6,7,7,5, 4,5,6,5,9, 9,9,8,8,3, 3,4,5,4,8), ncol = 5, byrow = TRUE)
e <- eigen(cor(pca)); p <- prcomp(pca, scale. = TRUE)
cat('{"program":"', R.version.string, '","command":"Rscript tools/reference-values/inspection-tools.R",\n', sep = '')
cat('"x":', num(x), ',\n"y":', num(y), ',\n', sep = '')
cat('"classes":', num(c(nclass.Sturges(x), nclass.scott(x), nclass.FD(x))), ',"quartiles":', num(c(quantile(x, .25), quantile(x, .75), sd(x))), ',\n', sep = '')
cat('"cor":', num(c(ct$estimate, ct$conf.int, ct$p.value, coef(lm(y ~ x)))), ',\n', sep = '')
cat('"eigenvalues":', num(e$values), ',\n"scores":', num(abs(p$x[, 1])), '}\n', sep = '')
