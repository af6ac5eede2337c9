# Times one chart of qcc on the doubles of a file and says which points it flags, as JSON.
# Rscript tools/qcc/time-qcc.R QCC CHART POINTS REPEATS FILE
# QCC: a folder with qcc's sources (its R/ is read, nothing is installed), a library folder that holds qcc, or "installed".
args <- commandArgs(TRUE)
where <- args[1]; chart <- args[2]; points <- as.integer(args[3]); repeats <- as.integer(args[4]); file <- args[5]
if (dir.exists(file.path(where, "R"))) {
  for (f in sort(list.files(file.path(where, "R"), pattern = "[.][rR]$", full.names = TRUE))) if (basename(f) != "zzz.R") sys.source(f, globalenv())
  version <- read.dcf(file.path(where, "DESCRIPTION"))[1, "Version"]
} else {
  suppressMessages(if (where == "installed") library(qcc) else library(qcc, lib.loc = where))
  version <- as.character(packageVersion("qcc"))
}
x <- readBin(file, "double", n = points * 7)
eight <- "rule.set" %in% names(formals(qcc))
# qcc 3 marks points by rule numbers or 1 among NA, a vector or one for each side; qcc 2.7 lists indices.
marked <- function(v) if (length(v) == points) which(!is.na(v)) else as.integer(v)
flag <- function(q) { v <- q$violations; sort(unique(if (is.list(v)) unlist(lapply(v, marked)) else marked(v))) }
ruled <- function(...) if (eight) qcc(..., rules = 1:8, rule.set = "nelson") else qcc(..., plot = FALSE)
quiet <- function(f, ...) if ("plot" %in% names(formals(f))) f(..., plot = FALSE) else f(...)
m <- if (chart %in% c("xbar-r", "r", "s")) matrix(x[1:(points * 5)], ncol = 5, byrow = TRUE)
run <- switch(chart,
  "xbar-r" = function() ruled(m, type = "xbar"),
  "r" = function() quiet(qcc, m, type = "R", rules = 1),
  "s" = function() quiet(qcc, m, type = "S", rules = 1),
  "i-mr" = function() ruled(x[1:points], type = "xbar.one"),
  "ewma" = function() quiet(ewma, x[1:points], lambda = 0.2, nsigmas = 3),
  "cusum" = function() quiet(cusum, x[1:points], decision.interval = 5, se.shift = 1),
  "p-two" = function() quiet(qcc, x[(points * 5 + 1):(points * 6)], type = "p", sizes = x[(points * 6 + 1):(points * 7)]),
  "p" = function() ruled(x[(points * 5 + 1):(points * 6)], type = "p", sizes = x[(points * 6 + 1):(points * 7)]))
# Wall time, and the processor time of the same run, into which other programs on the machine do not enter.
times <- c(); cpu <- c()
for (k in seq_len(repeats)) { gc(FALSE); t <- proc.time(); q <- run(); d <- (proc.time() - t) * 1000; times <- c(times, d[["elapsed"]]); cpu <- c(cpu, d[["user.self"]] + d[["sys.self"]]); if (sum(times) > 60000) break }
flagged <- flag(q)
cat(sprintf('{"version":"%s","r":"%s.%s","rules":%d,"times":[%s],"cpu":[%s],"flagged":[%s]}\n', version, R.version$major, R.version$minor, if (eight) 8L else 4L, paste(times, collapse = ","), paste(cpu, collapse = ","), paste(flagged, collapse = ",")))
