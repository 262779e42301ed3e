/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_INTERRUPT_H
#define REDRESS_CMD_INTERRUPT_H

/* SIGINT, SIGTERM and SIGHUP set a flag that long work looks at, so that it can clean up; a second signal
 * ends the program. SIGPIPE is ignored from then on: who reads the notes has no say in what is published. */

#include <signal.h>

void interrupt_watch(void);
const volatile sig_atomic_t *interrupt_flag(void);

#endif
