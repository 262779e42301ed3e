/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_UNPACK_H
#define REDRESS_INTAKE_UNPACK_H

/* Input that cannot be mapped as it is: streams and compressed files (gz, bz2, xz, zst …, told by their
 * bytes) go into an unlinked spill file. A compressed file may grow to UNPACK_FREE bytes, or beyond that to
 * UNPACK_RATIO times its size: more is a bomb (ERR_DATA). */

#include "analysis/base/file.h"

#define UNPACK_FREE ((uint64_t)1 << 30)
#define UNPACK_SUSPECT ((uint64_t)64 << 20) /* from here on it is looked at how fast the file grows */
enum { UNPACK_RATIO = 200 };

bool unpack_needed(struct str bytes);
bool unpack(struct str bytes, const char *name, struct file_view *view, struct err *err);

#endif
