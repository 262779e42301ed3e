/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_REASON_H
#define REDRESS_INTAKE_REASON_H

/* Why a column plays a role. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"

enum found {
    FOUND_NOT,     /* no column plays it */
    FOUND_PROFILE, /* a profile says so */
    FOUND_NAME,    /* the header is a usual name of the role (lexicon.h) */
    FOUND_VALUES,  /* by its cells */
    FOUND_MAP      /* the user says so */
};

struct reason {
    enum found how;
    double confidence;          /* 0 to 1; 1 when a profile or the user says so */
    struct str why[LANG_COUNT]; /* for names and cells */
};

#endif
