/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_MANUAL_H
#define REDRESS_CMD_MANUAL_H

/* The manual page and the completion for bash, both from the tables of commands and options. `make install`
 * puts them in their places; docs/redress.1 is the page as committed. */

#include <stdio.h>

void manual_page(FILE *out);
void manual_completion(FILE *out);

#endif
