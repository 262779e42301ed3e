/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_RULE_READ_H
#define REDRESS_RULES_RULE_READ_H

/* One rule of a rule file: its patterns, conditions and examples. What all rules of a rulebook share while it
 * is read (rulebook_read.h) is collected on the way. */

#include "analysis/base/dict.h"
#include "analysis/base/yaml.h"
#include "analysis/rules/include.h"
#include "analysis/rules/rulebook.h"

struct rule_reader {
    struct rulebook *book;
    struct arena *arena;
    struct err *err;
    struct mistakes *mistakes; /* NULL: the first one ends the reading */
    struct joined_rules all;
    struct guard *guards;     /* of `negations`, by file */
    size_t file;              /* the one of the rule being read */
    struct dict *known;       /* written form and guard of each pattern → code − 1 is its index */
    struct pattern *patterns; /* growing */
    const struct yaml **places;
    size_t pattern_capacity, place_capacity;
    role_set *scopes; /* growing */
    size_t scope_capacity;
    bool in_axes;    /* behind the categories */
    bool told;       /* a mistake of the rule being read is noted, and reading it went on */
    bool incomplete; /* there are mistakes in the categories: which there are is not known */
};

/* All give false with the reader's error; a rule whose mistakes are all noted already, without one. */
bool rule_read(struct rule_reader *reader, const struct yaml *map, struct rule *rule);
/* A text, or {zh: …, en: …}; `node` may be NULL. */
bool rule_read_names(struct rule_reader *reader, const struct yaml *node, struct names *names);
/* Letters, digits, - and _, parts divided by dots; any character outside ASCII. */
bool rule_check_id(struct rule_reader *reader, const struct yaml *node);

#endif
