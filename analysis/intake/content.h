/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_CONTENT_H
#define REDRESS_INTAKE_CONTENT_H

/* Files that are no export whatever their name says: pictures, documents, programs. */

#include "analysis/base/err.h"

/* False (ERR_USAGE) when the first bytes of a file say so. Compressed files, archives, workbooks and text of
 * any encoding pass. */
bool content_is_export(struct str bytes, const char *name, struct err *err);

#endif
