/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_INTERRUPT_H
#define REDRESS_CMD_INTERRUPT_H

/* SIGINT, SIGTERM and SIGHUP set a flag that long work looks at, so that it can clean up; a second signal
 * ends the program. SIGPIPE is ignored from then on: who reads the notes has no say in what is published. */

#include <signal.h>

void interrupt_watch(void);
/* Some work can't look at the flag: one call of a library that takes minutes. Unless called again before
 * `seconds` have passed (0 = no more), the program then says so and ends as after a mistake in a statement.
 * Only for work that leaves nothing behind. */
void interrupt_after(double seconds);
const volatile sig_atomic_t *interrupt_flag(void);

#endif
