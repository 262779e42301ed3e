/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_ALIAS_H
#define REDRESS_INTAKE_ALIAS_H

/* The headers of columns that play a role are other names of the role: who sees "Team" in the export may say
 * `--by Team` for unit. Not when the header is the name of another role or of a derived column, or of a
 * column without a role in some export, or plays different roles in different ones: then it would not be
 * clear what is meant. */

#include "analysis/intake/intake.h"

struct alias {
    struct str header;
    enum role role;
};

/* Each header once, in the order of files and columns. */
struct alias *alias_list(const struct intake *intake, struct arena *arena, size_t *count);
/* Without regard to ASCII case; ROLE_NONE when it is none. */
enum role alias_find(const struct alias *aliases, size_t count, struct str name);

#endif
