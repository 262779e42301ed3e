/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_MAIL_H
#define REDRESS_REPORTS_OUT_MAIL_H

/* The report as a mail: plain text (out_text), HTML with the findings and headline figures, and two charts as
 * inline pictures; the workbook as an attachment where it is given. Boundaries, ids and the message id come
 * from the content and the date is that of the data, so the same report is the same bytes. */

#include "analysis/base/err.h"
#include "reports/model.h"

struct mail_options {
    struct str to, from; /* address lists as in a mail's header; empty = left to who sends it */
    struct str subject;  /* empty: organisation, title and period */
    struct str workbook; /* report.xlsx to be attached; empty = none */
};

/* Whether they can be used, before long work: ERR_USAGE for what is no address and for control characters. */
bool mail_options_check(const struct mail_options *options, struct err *err);
/* Lines end in "\n", as programs that send mail (`sendmail -t`) take it. Checks the options too. */
bool report_mail(const struct report *report, const struct mail_options *options, struct buf *out,
                 struct err *err);

#endif
