/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/writers.h"

/* Packs are written in this order. */
/* clang-format off */
const struct writer *const writers[] = {
    &writer_xlsx,
    &writer_pdf,
    &writer_html,
    &writer_json,
    &writer_csv,
    &writer_text,
    &writer_mail,
    &writer_png,
    &writer_svg,
    NULL,
};
/* clang-format on */

const struct writer *writer_find(struct str format) {
    for (size_t i = 0; writers[i]; i++)
        if (str_equal(str_of(writers[i]->format), format))
            return writers[i];
    return NULL;
}
