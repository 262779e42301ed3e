/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/bundle.h"

#include <string.h>

/* Made by templates/embed.c at build time. */
extern const struct bundle_file bundle_files[];
extern const size_t bundle_count;

const struct bundle_file *bundle_find(const char *name) {
    for (size_t i = 0; i < bundle_count; i++)
        if (strcmp(bundle_files[i].name, name) == 0)
            return &bundle_files[i];
    return NULL;
}

const struct bundle_file *bundle_list(const char *prefix, size_t *count) {
    size_t first = 0, length = strlen(prefix);
    while (first < bundle_count && strncmp(bundle_files[first].name, prefix, length) != 0)
        first++;
    size_t end = first;
    while (end < bundle_count && strncmp(bundle_files[end].name, prefix, length) == 0)
        end++;
    *count = end - first;
    return bundle_files + first;
}
