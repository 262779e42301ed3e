/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_MARKDOWN_H
#define REDRESS_REPORTS_OUT_MARKDOWN_H

#include "reports/model.h"

/* The report as Markdown with tables (GitHub's), for wikis and chats: findings, headline figures, sections
 * with their sentences, hotspots and the first rows of their tables; no details, no pictures. */
void report_markdown(const struct report *report, struct buf *out);

#endif
