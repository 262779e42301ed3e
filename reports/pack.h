/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PACK_H
#define REDRESS_REPORTS_PACK_H

/* A pack is a folder of documents that appears whole or not at all. It is built in a folder beside the final
 * one, synced, and put in its place in one step (an exchange when an older pack is there). A final folder
 * that is not absent, empty, or exactly what its own manifest.json lists is never replaced (ERR_USAGE). Two
 * runs at once: the second waits for no one and fails with ERR_IO. */

#include "analysis/base/err.h"

struct pack;

bool pack_begin(const char *folder, struct pack **pack, struct err *err);
/* Names are relative ("charts/trend.png"); missing folders are made. */
bool pack_write(struct pack *pack, const char *name, struct str bytes, struct err *err);
/* For libraries that must write a file themselves: the full path for a new file in the pack (owned by the
 * pack), and afterwards pack_adopt. */
const char *pack_path(struct pack *pack, const char *name, struct err *err);
bool pack_adopt(struct pack *pack, const char *name, struct err *err);
/* Writes manifest.json (`about`: a JSON object body with inputs, options … put in front of the file list),
 * syncs and publishes. Frees the pack, also on failure, when nothing stays behind. */
bool pack_publish(struct pack *pack, struct str about, struct err *err);
void pack_abandon(struct pack *pack);

#endif
