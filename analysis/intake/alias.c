/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/alias.h"

#include "analysis/intake/plan.h"

enum role alias_find(const struct alias *aliases, size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_ascii_nocase(aliases[i].header, name))
            return aliases[i].role;
    return ROLE_NONE;
}

/* "Subject" that plays the product, "category" that plays the issue: the name belongs to something else. */
static bool is_taken(struct str header, enum role plays, struct arena *arena) {
    bool own = str_equal_ascii_nocase(header, str_of(roles[plays].name));
    return !own && !str_equal(plan_export_name(header, arena), header);
}

/* No export uses the header for anything else. */
static bool is_clear(const struct intake *intake, struct str header, enum role role) {
    for (size_t i = 0; i < intake->file_count; i++) {
        if (intake->files[i].skipped)
            continue;
        const struct layout *layout = &intake->files[i].layout;
        int column = layout_column(layout, header);
        if (column != LAYOUT_ABSENT && layout->roles[column] != role)
            return false;
    }
    return true;
}

struct alias *alias_list(const struct intake *intake, struct arena *arena, size_t *count) {
    size_t most = 0;
    for (size_t i = 0; i < intake->file_count; i++)
        most += intake->files[i].skipped ? 0 : intake->files[i].layout.count;
    most = most < 4 * ROLE_COUNT ? most : 4 * ROLE_COUNT;
    struct alias *aliases = arena_array(arena, most + 1, sizeof *aliases);
    *count = 0;
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct layout *layout = &intake->files[i].layout;
        for (size_t c = 0; !intake->files[i].skipped && c < layout->count && *count < most; c++) {
            struct str header = layout->headers[c];
            enum role role = layout->roles[c];
            if (role == ROLE_NONE || alias_find(aliases, *count, header) != ROLE_NONE)
                continue;
            if (!is_taken(header, role, arena) && is_clear(intake, header, role))
                aliases[(*count)++] = (struct alias){str_copy(arena, header), role};
        }
    }
    return aliases;
}
