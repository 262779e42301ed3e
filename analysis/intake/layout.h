/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_LAYOUT_H
#define REDRESS_INTAKE_LAYOUT_H

/* How one export is laid out: delimiter, header, the profile that fits, and which column plays which role.
 *
 * The delimiter is what a first line "sep=;" says; else, of comma, semicolon, tab and bar, the likeliest one
 * (delimiter.h) with which a header is understood.
 *
 * The header is the first of the first LAYOUT_LINES records in which the profile's signature (or all mapped
 * columns) stands; else the first record. The profile is the one asked for, or the shipped one with the
 * longest signature that the header holds (then the first by name of its file). `maps` ("ROLE=HEADER") go
 * above it; "ROLE=" takes a role away. A role of a detected profile whose column is not there is just absent;
 * in a profile asked for, or a map, that is an error.
 *
 * A header that no profile knows is left `unknown`: it is understood by its words and cells (settle.h) and
 * then given a profile with layout_place. */

#include "analysis/base/err.h"
#include "analysis/intake/profile.h"
#include "analysis/intake/understand.h"

enum { LAYOUT_LINES = 20, LAYOUT_ABSENT = -1 };

struct layout_options {
    const struct profile *profile; /* asked for; NULL = detect */
    struct profile *const *shipped;
    size_t shipped_count;
    const struct profile *plain; /* what stands in for a profile when there are only maps */
    const char *const *maps;
    size_t map_count;
    char delimiter; /* 0 = found */
};

struct layout {
    char delimiter;
    struct str *headers; /* trimmed, unnamed and repeated ones named, each different */
    size_t *alike;       /* of each column, the first one with the same header in the file */
    enum role *roles;    /* of each column, the first one where it plays several */
    size_t count;
    size_t header_start;     /* offset of the header, */
    size_t header_line;      /* and its physical line from 1 */
    size_t data_start;       /* offset of the first byte behind the header */
    size_t open_line;        /* line before any record in which a quote is never closed; 0 = none */
    int columns[ROLE_COUNT]; /* column of each role or LAYOUT_ABSENT */
    const struct profile *profile;
    struct str profile_name;
    bool unknown;                              /* no profile knows the header */
    bool mapped[ROLE_COUNT];                   /* the column is said by a map */
    const struct understanding *understanding; /* what stands in for a profile; NULL with one */
};

/* ERR_USAGE with the file's name and line when the header is not understood (`unknown` is set, and the
 * likeliest delimiter and header stand in `layout`) or a column is missing, ERR_DATA when the text has no
 * header at all. All strings are the arena's. */
bool layout_find(struct str text, const char *file, const struct layout_options *options, struct arena *arena,
                 struct layout *layout, struct err *err);
/* Of an unknown header: the record among the first ones that looks most like one. */
void layout_find_header(struct str text, const struct lexicon *lexicon, struct arena *arena,
                        struct layout *layout);
/* What the maps say, by role: a column, COLUMN_NONE or COLUMN_DENIED. */
void layout_said(const struct layout *layout, const struct layout_options *options, size_t said[ROLE_COUNT]);
/* Gives the roles their columns under a profile and the maps. */
bool layout_place(struct layout *layout, const struct profile *profile, const char *file,
                  const struct layout_options *options, struct err *err);
/* How the column of a role was found. */
struct reason layout_reason(const struct layout *layout, enum role role);
/* The headers, for messages, cut where they get too long. */
void layout_list(const struct layout *layout, struct buf *out);
/* The column under that header, LAYOUT_ABSENT when there is none. */
int layout_column(const struct layout *layout, struct str header);
/* Checks "ROLE=HEADER" texts: ERR_USAGE for an unknown role or a missing "=". */
bool layout_check_maps(const char *const *maps, size_t count, struct err *err);

#endif
