/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/interrupt.h"

#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void on_signal(int number) {
    (void)number;
    interrupted = 1;
}

void interrupt_watch(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
}

static void on_alarm(int number) {
    static const char message[] = "redress: the statement ran longer than its time limit and was stopped; "
                                  "make it simpler, or look at fewer rows\n";
    (void)number;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(2);
}

void interrupt_after(double seconds) {
    enum { DAY = 86400 };
    struct sigaction action = {.sa_handler = on_alarm};
    double most = seconds < DAY ? seconds : DAY;
    struct itimerval timer = {.it_value = {(time_t)most, (suseconds_t)((most - (double)(time_t)most) * 1e6)}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

const volatile sig_atomic_t *interrupt_flag(void) {
    return &interrupted;
}
