/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/labels.h"

#include "reports/labels_data.h"

#include <string.h>

static const struct label_entry *entry_find(const char *id) {
    size_t low = 0, high = label_entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, label_entries[middle].id);
        if (order == 0)
            return &label_entries[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool label_known(enum lang lang, const char *id) {
    const struct label_entry *entry = entry_find(id);
    return entry && entry->text[lang].size > 0;
}

struct str label(enum lang lang, const char *id) {
    const struct label_entry *entry = entry_find(id);
    return entry && entry->text[lang].size ? entry->text[lang] : str_of(id);
}

const char *label_id(size_t index) {
    return index < label_entry_count ? label_entries[index].id : NULL;
}

static bool slot_at(struct str text, size_t at, size_t *number) {
    if (at + 2 >= text.size || text.data[at] != '{' || text.data[at + 2] != '}')
        return false;
    *number = (size_t)(text.data[at + 1] - '0');
    return text.data[at + 1] >= '0' && text.data[at + 1] <= '9';
}

struct str label_fill(struct arena *arena, enum lang lang, const char *id, const struct str *arguments,
                      size_t count) {
    struct str text = label(lang, id);
    struct buf out = {0};
    for (size_t at = 0, number; at < text.size; at++) {
        if (slot_at(text, at, &number) && number < count) {
            buf_add(&out, arguments[number]);
            at += 2;
        } else {
            buf_add_char(&out, text.data[at]);
        }
    }
    struct str filled = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return filled;
}
