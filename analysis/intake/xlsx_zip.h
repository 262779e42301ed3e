/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_ZIP_H
#define REDRESS_INTAKE_XLSX_ZIP_H

/* The files inside a ZIP archive that is in memory, unpacked as streams. What comes out is bounded
 * (spill_most); encrypted archives and damaged ones give one message. Private to this folder. */

#include "analysis/base/err.h"

struct xlsx_zip {
    struct str bytes;
    const char *name; /* for messages */
};

/* Begins like a ZIP archive. */
bool xlsx_zip_is(struct str bytes);

/* Calls `see` with the name of every file (folders left out) until it answers false. */
bool xlsx_zip_list(const struct xlsx_zip *zip, bool (*see)(void *context, struct str name), void *context,
                   struct err *err);

/* Calls `take` with block after block of the file of that name (slashes and case of ASCII letters are alike)
 * until it answers false, then with an empty block at its end. *found tells whether there is such a file. */
bool xlsx_zip_read(const struct xlsx_zip *zip, const char *part,
                   bool (*take)(void *context, struct str block), void *context, bool *found,
                   struct err *err);

#endif
