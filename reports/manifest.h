/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_MANIFEST_H
#define REDRESS_REPORTS_MANIFEST_H

/* What manifest.json of a pack says about how the pack came to be, besides the files it holds (pack.h): which
 * exports, rules and other files went in, by SHA-256, under which options, how the gates stood. Names are
 * base names: a manifest says nothing about where files lay on the machine. */

#include "analysis/base/err.h"

/* An export, or a file that says how exports are understood. */
struct manifest_input {
    struct str role; /* "rules", "units" …; empty for exports */
    struct str name; /* base name */
    struct str sha256;
    int64_t bytes, rows; /* rows: of exports, as read */
    struct str kept;     /* name of the copy in the pack, "inputs/rules.yaml"; empty = none */
};

struct manifest_option {
    struct str name, value;
};

struct manifest_unit {
    struct str name;
    int64_t received;
};

enum gate_state { GATE_PASSED, GATE_FAILED, GATE_NOT_APPLICABLE, GATE_OFF };

struct gate_result {
    const char *name;
    enum gate_state state;
    struct str text; /* "1,234 received are 98.0 % of the median 1,259 of the 6 periods before" */
};

struct manifest {
    struct str program, period, as_of, lang;
    const struct manifest_option *options;
    size_t option_count;
    const struct manifest_input *inputs;
    size_t input_count;
    const struct manifest_input *sources;
    size_t source_count;
    const struct manifest_unit *units;
    size_t unit_count;
    const struct gate_result *gates; /* not read back */
    size_t gate_count;
};

/* As members of a JSON object, for pack_publish. */
void manifest_about(const struct manifest *manifest, struct buf *out);
/* Of the pack in a folder. *found is false when there is no manifest, or one of another program; an error
 * when it cannot be read or is broken. Memory is the arena's. */
bool manifest_read(const char *folder, struct arena *arena, struct manifest *manifest, bool *found,
                   struct err *err);

/* The source of that role; NULL when there is none. */
const struct manifest_input *manifest_source(const struct manifest *manifest, const char *role);
/* The value of an option; empty when it was not given. */
struct str manifest_option(const struct manifest *manifest, const char *name);

#endif
