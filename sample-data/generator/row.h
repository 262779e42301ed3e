/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of an export: what is known of a complaint at an instant. */
#ifndef GENERATOR_ROW_H
#define GENERATOR_ROW_H

#include "text.h"

struct row {
    struct text field[FIELD_COUNT];
};

/* Fills the fields as the export made at `as_of` shows the complaint. */
void row_fill(struct row *row, const struct plan *plan, const struct complaint *complaint, int64_t as_of);

/* The id without decoration. */
void row_id(struct text *text, const struct plan *plan, const struct complaint *complaint);

/* Whether the complaint is open at the instant. */
bool row_is_open(const struct complaint *complaint, int64_t at);

void row_free(struct row *row);

#endif
