/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The odd rows of real exports, one odd thing a row. */
#ifndef GENERATOR_QUIRK_H
#define GENERATOR_QUIRK_H

enum quirk {
    PLAIN,
    /* rules for rows */
    NO_RECEIVED,
    BLANK_ID,
    SCIENTIFIC_ID,
    EQUALS_ID,     /* ="00123" */
    APOSTROPHE_ID, /* '00123 */
    TAB_ID,
    NO_UPDATED_LATER_FILE, /* repeated in the next export, `updated` blank in both */
    NO_UPDATED_LATER_LINE, /* twice in one export, `updated` blank, the later line is newer */
    NEWER_LINE_FIRST,      /* twice in one export, the earlier line has the greater `updated` */
    CLOSED_BEFORE_RECEIVED,
    CLOSED_WITHOUT_DATE,
    OPEN_WITH_CLOSE_DATE,
    CLOSED_ONLY,   /* closed, but resolved is missing */
    RESOLVED_ONLY, /* closed by status and resolved, but closed is missing */
    REOPENED_BY_STATUS_ONLY,
    REOPENED_IN_LATER_EXPORT, /* closed in one export, open in the next, no reopened date */
    UNKNOWN_UNIT,
    /* bad rows that are used */
    SHORT_ROW,
    LONG_BLANK_ROW,
    BLANK_LINE, /* before the row */
    IMPOSSIBLE_DATE,
    WORD_FOR_NUMBER,
    /* bad rows that are refused */
    TEXT_AFTER_QUOTE,
    NUL_BYTE,
    OPEN_QUOTE,
    LONG_ROW,
    QUIRK_COUNT
};

/* The name of a quirk in TRUTH.md. */
extern const char *const quirk_names[QUIRK_COUNT];

#endif
