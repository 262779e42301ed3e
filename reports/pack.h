/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PACK_H
#define REDRESS_REPORTS_PACK_H

/* A pack is a folder of documents that appears whole or not at all. It is built in a folder beside the final
 * one, synced, and put in its place in one step (an exchange when an older pack is there). A final folder
 * that is not absent, empty, or exactly what its own manifest.json lists is never replaced (ERR_USAGE). Two
 * runs at once: the second waits for no one and fails with ERR_IO. */

#include "analysis/base/err.h"

#include <signal.h>

struct pack;

/* Whether a folder may become, or be replaced by, a pack: for a look before long work. ERR_USAGE as
 * pack_begin. */
bool pack_may_replace(const char *folder, struct err *err);
/* Refuses a folder that must not be replaced at once, before long work. Missing parents are made. */
bool pack_begin(const char *folder, struct pack **pack, struct err *err);
/* For interrupts: a flag that a signal handler sets. Every later call looks at it and then fails with ERR_IO
 * ("interrupted"), so that the caller's ordinary clean-up leaves nothing behind. What a killed run leaves
 * (.NAME.redress-part beside the folder) is removed by the next one. */
void pack_watch(struct pack *pack, const volatile sig_atomic_t *interrupted);
/* Names that follow are in this folder of the pack ("units/North"); "" is its top, as in the beginning. */
void pack_enter(struct pack *pack, const char *folder);
/* Names are relative ("charts/trend.png"); missing folders are made; a name can be used once. This and the
 * next two may be called by several threads at once. */
bool pack_write(struct pack *pack, const char *name, struct str bytes, struct err *err);
/* For libraries that must write a file themselves: the full path for a new file in the pack (owned by the
 * pack), NULL on failure; and afterwards pack_adopt. */
const char *pack_path(struct pack *pack, const char *name, struct err *err);
bool pack_adopt(struct pack *pack, const char *name, struct err *err);
/* Writes manifest.json (schema redress.manifest/1: `about`, members of a JSON object with inputs, options …
 * without the braces, or empty; then files[] {name, size, sha256} sorted by name), syncs and publishes. Frees
 * the pack, also on failure, when nothing stays behind. */
bool pack_publish(struct pack *pack, struct str about, struct err *err);
/* Removes what was written and frees the pack; NULL is fine. */
void pack_abandon(struct pack *pack);

#endif
