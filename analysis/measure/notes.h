/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_NOTES_H
#define REDRESS_MEASURE_NOTES_H

/* Why a figure is not available, or what restricts it: ids of labels (templates/labels). A test sees that
 * each has its words in both languages. */

#include <stddef.h>

#define NOTE_NO_CASES "note.no_cases"           /* the denominator is 0 */
#define NOTE_NO_COLUMN "note.no_column"         /* the exports lack a column it needs */
#define NOTE_NO_CLOSE "note.no_close"           /* neither a close nor an answer date */
#define NOTE_UNDATED "note.closed_undated"      /* too many closed rows without a date: no flow */
#define NOTE_FEW "note.few_cases"               /* p90 needs 10 cases, p95 needs 20 */
#define NOTE_DATE_ONLY "note.date_only"         /* a limit in hours on dates without clock times */
#define NOTE_NO_CALENDAR "note.no_calendar"     /* working days without a calendar */
#define NOTE_NOT_COVERED "note.not_covered"     /* days that the calendar does not cover */
#define NOTE_NO_HOURS "note.no_hours"           /* the calendar has no opening hours */
#define NOTE_NOT_REACHED "note.not_reached"     /* more than half are open at every age seen */
#define NOTE_BEYOND "note.beyond"               /* no case was watched for that long */
#define NOTE_HISTORY "note.first_30_days"       /* repeats can't be told at the start of the data */
#define NOTE_NO_CATEGORY "note.no_category"     /* no rules were run */
#define NOTE_WINDOW "note.reopen_window"        /* first closes 30 days earlier than the period */
#define NOTE_BY_FLAG "note.by_flag"             /* by the export's yes/no flag, of those received */
#define NOTE_NEW "note.new"                     /* the base of a change is 0 */
#define NOTE_NO_BASE "note.no_history"          /* one side of a change is not available */
#define NOTE_NO_EXPOSURE "note.no_exposure"     /* no denominator for the period and group */
#define NOTE_OLD_EXPOSURE "note.old_exposure"   /* the last known denominator was used */
#define NOTE_PART_EXPOSURE "note.part_exposure" /* without complaints that have no denominator */
#define NOTE_NARROWED "note.narrowed"           /* --where chose by a column that the exposure is split by */
#define NOTE_SUPPLIED "note.supplied"           /* the figure of somebody else */
#define NOTE_NO_SUPPLIED "note.no_supplied"     /* nobody supplied it for the period and group */
#define NOTE_BOTH_ZERO "note.both_zero"         /* both sides of a change are 0 */

#endif
