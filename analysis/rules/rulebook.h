/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_RULEBOOK_H
#define REDRESS_RULES_RULEBOOK_H

/* Categorising rules as a complaint manager writes them: a YAML file, or a shipped pack (templates/rules/).
 *
 *   name: {zh: …, en: …}                what the file is; a text alone serves both languages
 *   language: zh                        zh or en, of the texts (default: of the patterns); labels follow it
 *   negations: [没有, 未]                words that negate what directly follows; each language has its own
 *   include: [bank-zh, ../ours.yaml]    other rulebooks, whose rules this one adds to and replaces
 * (include.h) categories:
 *     - id: card                        no conditions: only the heading of card.…
 *       name: {zh: 银行卡, en: Cards}
 *     - id: card.fraud
 *       name: {zh: 盗刷与欺诈, en: Card fraud}
 *       any: [盗刷, "/unauthori[sz]ed (charge|transaction)/"]    one of them is found
 *       all: […]                        each of them is found
 *       none: [防诈骗宣传]               none of them is found
 *       unless: negated                 a word directly after a negation does not count in any and all
 *       in: [subject, text]             the roles looked at; this is the default
 *       when: {channel: [hotline, branch]}    values of other roles: whole, or beginning where a * ends it;
 *                                       in axes also of `category`: [digital.*, error.clerk]
 *       weight: 1                       points for each different pattern of any and all that is found: see
 * below severity: high                  low (light), medium, high (heavy) complaint: false consultation,
 * praise: no complaint at all category: card.fraud            another rule's category; the default is the id
 *       code: "…"                       of a published standard
 *       otherwise: true                 instead of conditions: matches where no rule above it did
 *       examples: {match: ["我的卡被盗刷了三千元"], not: ["网点防诈骗宣传做得好"]}
 *   axes:                               further lists of rules, each decided for itself
 *     validity: [ … ]
 *     cause: {name: {zh: 投诉原因, en: Cause}, rules: [ … ]}
 *
 * In each list the first matching rule gives the value, all matching ones give all values; where none matches
 * it is `other` 其他. Rules with a weight stand together at the place of the first of them that matches: if
 * no rule before it matches, the value whose rules have most points wins, the first one among equals; those
 * with less than half of its points do not count as matching. So words that only hint at something decide by
 * their number, and a rule without a weight above them still decides alone. Patterns are described in
 * pattern.h. Everything is immutable once read and may be shared by threads. */

#include "analysis/base/err.h"
#include "analysis/intake/roles.h"
#include "analysis/rules/scan.h"

enum { RULEBOOK_MOST_RULES = 10000, RULEBOOK_MOST_PATTERNS = 10000, RULEBOOK_MOST_AXES = 16 };
enum { RULEBOOK_MOST_WEIGHT = 100 };

enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_COUNT };
enum severity { SEVERITY_NONE, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_COUNT };

struct names {
    struct str in[LANGUAGE_COUNT];
};

/* Where something is written; the file as in messages. */
struct place {
    const char *file;
    size_t line, column;
};

/* Indexes of patterns of the rulebook, and where each stands in this list. */
struct pattern_list {
    const uint32_t *items;
    const struct place *places;
    size_t count;
};

/* A role whose value is one of these (folded); with `open` it only has to begin so. */
struct condition_value {
    struct str text;
    bool open;
};
struct condition {
    enum role role; /* ROLE_NONE: the case's category, one bit by index of the values of axes[0] */
    const uint64_t *categories;
    const struct condition_value *values;
    size_t count;
};

struct example {
    struct str text;
    struct place place;
};

struct rule {
    struct str id;
    uint32_t value; /* index into the values of its axis; unused for a heading */
    struct names name;
    struct str code;
    enum severity severity;
    uint32_t weight; /* points for each pattern found; 0: none, it decides alone */
    bool heading, complaint, otherwise, affirmed; /* affirmed: `unless: negated` */
    struct pattern_list any, all, none;
    role_set in;
    uint32_t scope; /* index into the scopes: the different `in` of the rulebook */
    const struct condition *when;
    size_t when_count;
    const struct example *match, *not ; /* examples */
    size_t match_count, not_count;
    struct place place; /* of its id */
};

/* What a list of rules can answer: the values in the order of their first rules, `other` last
 * unless a rule gives it. */
struct value {
    struct str id;
    struct names name;
    struct str code;
    bool complaint;
};

struct axis {
    struct str name; /* "category" for the first, else the key under `axes` */
    struct names label;
    const struct rule *rules;
    size_t rule_count;
    const struct value *values;
    size_t value_count;
    uint32_t other; /* the value where no rule matches */
};

struct rulebook {
    struct str file;
    struct names name;
    enum language language;
    const struct axis *axes; /* axes[0] are the categories */
    size_t axis_count;
    const struct pattern *patterns; /* each different one once */
    size_t pattern_count;
    const role_set *scopes;
    size_t scope_count;
    role_set searched, roles; /* roles in which patterns are looked for; those and the ones of `when` */
    struct matcher *matcher;
    struct scan *scan;
    struct arena *arena;
};

/* ERR_USAGE with file, line and column for whatever is wrong. Files it includes are read from the disk. */
bool rulebook_parse(struct str yaml, const char *file, struct rulebook **book, struct err *err);
/* The same with included files from elsewhere, for tests. */
struct include_reader;
bool rulebook_parse_with(struct str yaml, const char *file, const struct include_reader *reader,
                         struct rulebook **book, struct err *err);
/* A shipped pack by name ("bank-zh"), else a file by path. */
bool rulebook_load(const char *name_or_path, struct rulebook **book, struct err *err);
/* The same, but goes on behind a mistake in a rule or pattern, so that all are told at once; the list is
 * owned by the arena. *book is NULL when there are any. */
struct mistakes {
    struct err *items;
    size_t count;
};
enum { MISTAKES_MOST = 1000 };
/* Moves a mistake into the list; false, and `err` stays, where there is no list or no room in it. */
bool mistakes_note(struct mistakes *mistakes, struct err *err);
void rulebook_check(const char *name_or_path, struct arena *arena, struct rulebook **book,
                    struct mistakes *mistakes);
void rulebook_free(struct rulebook *book);

/* The roles whose columns classify needs. */
role_set rulebook_roles(const struct rulebook *book);

/* The axis of that name, NULL when none. */
const struct axis *rulebook_axis(const struct rulebook *book, struct str name);
/* The value with that id; NULL when none. */
const struct value *axis_value(const struct axis *axis, struct str id);

/* How a category, a heading (card) or a value of another axis is called; the id where it has no name. The
 * categories are asked first. */
struct str rulebook_name(const struct rulebook *book, struct str id, enum language language);
/* The part before the last dot, empty when there is none: card.fraud → card. */
struct str rulebook_parent(struct str id);
/* False for categories with `complaint: false`; true for all else, `other` and unknown ids included. */
bool rulebook_is_complaint(const struct rulebook *book, struct str id);

/* "low", "medium", "high"; empty for none. */
struct str severity_id(enum severity severity);
struct str severity_name(enum severity severity, enum language language);

#endif
