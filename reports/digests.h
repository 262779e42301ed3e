/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_DIGESTS_H
#define REDRESS_REPORTS_DIGESTS_H

/* SHA-256 of large files beside other work: gigabytes of exports are hashed on a thread of their own while
 * the report is made. */

#include "analysis/base/str.h"

struct digests;

/* The texts must stay until the digests are freed. */
struct digests *digests_start(const struct str *texts, size_t count);
/* Waits until all are done. The digest of text `i` in hexadecimal, as long as `digests` lives; NULL when the
 * crypto library failed. */
const char *digests_hex(struct digests *digests, size_t i);
void digests_free(struct digests *digests);

#endif
