# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of METRICS a third time, by R's own functions wherever R has one: Rscript figures.R BANK FOLDER
# FOLDER holds what cases.sql wrote; figures.csv and tests.csv are written there.
suppressPackageStartupMessages(library(survival))
arguments <- commandArgs(TRUE)
bank <- arguments[1]
setwd(arguments[2])
read <- function(name) read.csv(name, stringsAsFactors = FALSE, encoding = "UTF-8", na.strings = "")
spells <- read("spells.csv")
durations <- read("durations.csv")
counts <- read("counts.csv")
products <- read("products.csv")
months <- sort(unique(counts$month))
of <- function(measure) { rows <- counts[counts$measure == measure, ]; rows[match(months, rows$month), ] }
out <- data.frame()
add <- function(month, figure, value)
    out <<- rbind(out, data.frame(bank = bank, month = month, figure = figure, value = value))

# Kaplan-Meier with delayed entry. A case seen from its receipt on is at risk at age 0 already.
for (month in months) {
    one <- spells[spells$month == month, ]
    enter <- ifelse(one$enter == 0, -1, one$enter)
    fit <- survfit(Surv(enter, one$leave, one$died) ~ 1, timefix = FALSE)
    half <- which(fit$surv <= 0.5 + 1e-12)
    add(month, "km_p50_days", if (length(half)) fit$time[half[1]] / 86400 else NA)
    add(month, "settled_within:30", 1 - summary(fit, times = 30 * 86400, extend = TRUE)$surv)
}

# Quantiles of type 7, in days.
for (month in months) {
    days <- durations$seconds[durations$month == month] / 86400
    for (p in c(50, 75, 90, 95))
        add(month, sprintf("p%d_days", p), quantile(days, p / 100, type = 7, names = FALSE))
}

# Wilson: the score interval without continuity correction. Poisson: exact (Garwood).
for (measure in c("on_time_rate", "satisfaction_rate")) {
    rows <- of(measure)
    for (i in seq_along(months)) {
        interval <- prop.test(rows$numerator[i], rows$denominator[i], correct = FALSE)$conf.int
        add(months[i], paste0(measure, "_low"), interval[1])
        add(months[i], paste0(measure, "_high"), interval[2])
    }
}
received <- of("received")$n
for (i in seq_along(months)) {
    interval <- poisson.test(received[i])$conf.int
    add(months[i], "received_low", interval[1])
    add(months[i], "received_high", interval[2])
}

# Control charts of the last month: limits rest on the months before the last three (METRICS: the judged
# months are no part of their own limits). Laney 2002; moving range / 1.128; XmR with 2.66.
days_in <- function(month) {
    first <- as.Date(paste0(month, "-01"))
    as.numeric(seq(first, by = "month", length.out = 2)[2] - first)
}
last <- length(months)
base <- seq_len(last - 3)
laney <- function(count, size, variance) {
    centre <- sum(count[base]) / sum(size[base])
    z <- (count / size - centre) / sqrt(variance(centre) / size)
    sigma <- mean(abs(diff(z[base]))) / 1.128
    half <- 3 * sigma * sqrt(variance(centre) / size[last])
    c(centre, centre - half, centre + half)
}
limits <- function(figure, three) for (i in 1:3) add(months[last], paste0("control:", figure, ":", c("centre", "low", "high")[i]), three[i])
days <- sapply(months, days_in)
limits("received", laney(received, days, function(u) u) * days[last])
on_time <- of("on_time_rate")
limits("on_time_rate", pmin(1, laney(on_time$numerator, on_time$denominator, function(p) p * (1 - p))))
p50 <- out$value[out$figure == "p50_days"]
limits("p50_days", mean(p50[base]) + c(0, -1, 1) * 2.66 * mean(abs(diff(p50[base]))))
write.csv(format(out, digits = 15, trim = TRUE), "figures.csv", row.names = FALSE, quote = FALSE)

# Products, October against September: the conditional exact test, Benjamini-Hochberg over them, and the
# log-odds with an informative prior of 500 documents (Monroe, Colaresi & Quinn 2008).
products[is.na(products)] <- 0
products <- products[products$now + products$before > 0, ]
p <- mapply(function(a, b) poisson.test(c(a, b), c(31, 30))$p.value, products$now, products$before)
q <- p.adjust(p, "BH")
n <- unname(colSums(products[c("now", "before")]))
alpha <- 500 * (products$now + products$before) / sum(n)
a <- products$now + alpha
b <- products$before + alpha
delta <- log(a / (n[1] + 500 - a)) - log(b / (n[2] + 500 - b))
tests <- data.frame(bank = bank, now = products$now, all_now = n[1], before = products$before, all_before = n[2],
                    p = p, q = q, delta = delta, z = delta / sqrt(1 / a + 1 / b))
write.csv(format(tests, digits = 15, trim = TRUE), "tests.csv", row.names = FALSE, quote = FALSE)
