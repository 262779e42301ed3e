/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_BUNDLE_H
#define REDRESS_BASE_BUNDLE_H

/* The files of templates/ as they were when the program was built, carried inside it: it needs no data
 * folder at run time. Names are paths below templates/, e.g. "profiles/cfpb.yaml", sorted by bytes. */

#include "analysis/base/str.h"

struct bundle_file {
    const char *name;
    struct str bytes;
};

/* NULL when there is no such file. */
const struct bundle_file *bundle_find(const char *name);
/* The files whose name starts with `prefix`: the first of them and how many. */
const struct bundle_file *bundle_list(const char *prefix, size_t *count);

#endif
