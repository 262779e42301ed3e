/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_ORIGIN_H
#define REDRESS_REPORTS_ORIGIN_H

/* Where a pack comes from: fingerprints of the exports and of the files that say how they are understood, for
 * its manifest; and copies of those that later reports need to recompute what was published. */

#include "analysis/query/dataset.h"
#include "reports/manifest.h"
#include "reports/pack.h"

/* A file that takes part in the figures. Files that a rulebook includes follow it, with its role. */
struct origin_file {
    const char *role;   /* "rules", "units" … */
    const char *path;   /* a file, or with `folder` the name of a shipped one; NULL = not in use */
    const char *folder; /* of shipped ones, "rules"; NULL = there are none */
    bool keep;          /* a copy goes into the pack, under inputs/ */
    bool bundled;       /* `path` is the whole name of a shipped file: "rules/bank-en.yaml" */
};

struct origin;

/* Reads the files and begins to hash the exports, on a thread of its own. */
bool origin_begin(const struct dataset *dataset, const struct origin_file *files, size_t count,
                  struct arena *arena, struct origin **origin, struct err *err);
/* Fills inputs and sources of the manifest; waits for the hashes of the exports. Inputs are sorted by name.
 */
bool origin_fill(struct origin *origin, struct manifest *manifest, struct err *err);
/* Writes the copies. */
bool origin_keep(const struct origin *origin, struct pack *pack, struct err *err);
/* NULL is fine. */
void origin_free(struct origin *origin);

#endif
