/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_TREE_H
#define REDRESS_BASE_TREE_H

/* Whole folders with all that lies in them. Links are not followed. */

#include "analysis/base/err.h"

/* ERR_IO names the first thing that could not be removed; what came before it is gone. */
bool tree_remove(const char *root, struct err *err);
/* Returns when all files and folders are on the disk. */
bool tree_sync(const char *root, struct err *err);

#endif
