/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_MAIL_BODY_H
#define REDRESS_REPORTS_MAIL_BODY_H

/* The HTML part of the mail: what stands out, hotspots, headline figures, charts. Small and made of tables,
 * which is what mail programs show alike. */

#include "reports/model.h"

struct mail_picture {
    const struct chart *chart;
    struct str id; /* content id of the part that holds it */
};

void mail_body(const struct report *report, const struct mail_picture *pictures, size_t count,
               struct buf *out);

#endif
