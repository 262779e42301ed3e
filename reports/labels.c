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

/* A slot at text[at]: "{3}" is filled with the argument, "{3|case|cases}" with the first word where the
 * argument reads "1", else with the second. */
struct slot {
    size_t number, end; /* end: of the slot in the text, excluded */
    struct str one, many;
    bool chooses;
};

static bool slot_at(struct str text, size_t at, struct slot *slot) {
    if (at + 2 >= text.size || text.data[at] != '{' || text.data[at + 1] < '0' || text.data[at + 1] > '9')
        return false;
    struct str rest = str_sub(text, at + 2, text.size);
    size_t close = str_find_char(rest, '}');
    if (close == rest.size || (close > 0 && rest.data[0] != '|'))
        return false;
    *slot = (struct slot){.number = (size_t)(text.data[at + 1] - '0'), .end = at + 2 + close + 1};
    if (close > 0) {
        struct str words = str_sub(rest, 1, close);
        size_t bar = str_find_char(words, '|');
        slot->one = str_sub(words, 0, bar);
        slot->many = str_sub(words, bar < words.size ? bar + 1 : bar, words.size);
        slot->chooses = true;
    }
    return true;
}

static struct str slot_text(const struct slot *slot, struct str argument) {
    if (!slot->chooses)
        return argument;
    return str_equal(argument, STR("1")) ? slot->one : slot->many;
}

struct str label_fill(struct arena *arena, enum lang lang, const char *id, const struct str *arguments,
                      size_t count) {
    struct str text = label(lang, id);
    struct buf out = {0};
    struct slot slot;
    for (size_t at = 0; at < text.size;) {
        if (slot_at(text, at, &slot) && slot.number < count) {
            buf_add(&out, slot_text(&slot, arguments[slot.number]));
            at = slot.end;
        } else {
            buf_add_char(&out, text.data[at++]);
        }
    }
    struct str filled = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return filled;
}
