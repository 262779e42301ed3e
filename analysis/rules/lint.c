/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/lint.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/rules/covers.h"
#include "analysis/rules/examples.h"
#include "analysis/rules/strain.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *id;
    bool error;
} kinds[FINDING_COUNT] = {
    [FINDING_MISTAKE] = {"mistake", true},
    [FINDING_EXAMPLE] = {"example", true},
    [FINDING_NOT] = {"not", true},
    [FINDING_SLOW] = {"slow", true},
    [FINDING_SLOWER] = {"slow_on_long", false},
    [FINDING_NEVER] = {"never_wins", false},
    [FINDING_EXCLUDED] = {"never_matches", false},
    [FINDING_TWICE] = {"twice", false},
    [FINDING_NEEDLESS] = {"needless", false},
    [FINDING_IMPLIED] = {"implied", false},
    [FINDING_LATE] = {"late", false},
    [FINDING_UNTESTED] = {"untested", false},
};

bool finding_is_error(enum finding_kind kind) {
    return kinds[kind].error;
}

const char *finding_id(enum finding_kind kind) {
    return kinds[kind].id;
}

struct linter {
    const struct rulebook *book;
    struct arena *arena;
    struct finding *findings; /* growing */
    size_t count, room;
    struct cover_lists covers;
    uint32_t *seen; /* by pattern: 1 + its place in the list being looked at, where `stamp` is the list's */
    uint32_t *stamp, stamps;
};

static struct place keep_place(struct linter *l, struct place place) {
    place.file = str_cstr(l->arena, str_of(place.file));
    return place;
}

static struct finding *add(struct linter *l, enum finding_kind kind, struct place place) {
    l->findings = heap_grow(l->findings, &l->room, l->count + 1, sizeof *l->findings);
    struct finding *finding = &l->findings[l->count++];
    *finding = (struct finding){.kind = kind, .place = keep_place(l, place)};
    return finding;
}

static struct finding *add_pattern(struct linter *l, enum finding_kind kind, const struct rule *rule,
                                   const struct pattern_list *list, size_t i) {
    struct finding *finding = add(l, kind, list->places[i]);
    finding->rule = str_copy(l->arena, rule->id);
    finding->pattern = str_copy(l->arena, l->book->patterns[list->items[i]].written);
    return finding;
}

static void name_other(struct linter *l, struct finding *finding, const struct pattern_list *list, size_t i) {
    finding->other = str_copy(l->arena, l->book->patterns[list->items[i]].written);
    finding->other_place = keep_place(l, list->places[i]);
}

/* Another pattern of the list that covers the one at `i`; of two that cover each other the first stays. */
static size_t coverer_in(const struct linter *l, const struct pattern_list *list, size_t i) {
    uint32_t q = list->items[i];
    for (size_t c = l->covers.start[q]; c < l->covers.start[q + 1]; c++) {
        uint32_t p = l->covers.items[c];
        if (l->stamp[p] != l->stamps)
            continue;
        size_t at = l->seen[p];
        bool mutual = covers(&l->book->patterns[q], &l->book->patterns[p]);
        if (!mutual || at < i)
            return at;
    }
    return SIZE_MAX;
}

/* `each`: all of the list are wanted, so the shorter of two is the needless one. */
static void look_in_list(struct linter *l, const struct rule *rule, const struct pattern_list *list,
                         bool each) {
    l->stamps++;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t p = list->items[i];
        if (l->stamp[p] == l->stamps) {
            name_other(l, add_pattern(l, FINDING_TWICE, rule, list, i), list, l->seen[p]);
            continue;
        }
        l->stamp[p] = l->stamps;
        l->seen[p] = (uint32_t)i;
    }
    for (size_t i = 0; i < list->count; i++) {
        size_t at = l->seen[list->items[i]] == i ? coverer_in(l, list, i) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        if (each)
            name_other(l, add_pattern(l, FINDING_IMPLIED, rule, list, at), list, i);
        else
            name_other(l, add_pattern(l, FINDING_NEEDLESS, rule, list, i), list, at);
    }
}

/* The patterns of which finding one is all a rule needs; empty when it needs more. */
static struct pattern_list deciders(const struct rule *rule) {
    bool more = rule->weight || rule->none.count || rule->when_count || (rule->any.count && rule->all.count);
    if (!more && rule->any.count)
        return rule->any;
    return !more && rule->all.count == 1 ? rule->all : (struct pattern_list){0};
}

/* For each pattern the rules of one axis that it decides alone: uses[start[p]] … uses[start[p + 1] − 1],
 * ascending. */
struct deciding {
    uint32_t *uses;
    size_t *start;
};

static struct deciding find_deciding(const struct linter *l, const struct axis *axis) {
    struct deciding d;
    size_t count = l->book->pattern_count;
    d.start = arena_array(l->arena, count + 2, sizeof *d.start);
    for (size_t r = 0; r < axis->rule_count; r++)
        for (size_t i = 0; i < deciders(&axis->rules[r]).count; i++)
            d.start[deciders(&axis->rules[r]).items[i] + 2]++;
    for (size_t p = 1; p < count + 2; p++)
        d.start[p] += d.start[p - 1];
    d.uses = arena_array(l->arena, d.start[count + 1], sizeof *d.uses);
    for (size_t r = 0; r < axis->rule_count; r++)
        for (size_t i = 0; i < deciders(&axis->rules[r]).count; i++)
            d.uses[d.start[deciders(&axis->rules[r]).items[i] + 1]++] = (uint32_t)r;
    return d;
}

/* The first rule before `rule` that always matches where the pattern is found. */
static const struct rule *earlier_rule(const struct linter *l, const struct axis *axis,
                                       const struct deciding *d, const struct rule *rule, uint32_t pattern,
                                       uint32_t *by) {
    size_t own = (size_t)(rule - axis->rules), best = own;
    size_t first = l->covers.start[pattern], end = l->covers.start[pattern + 1];
    for (size_t c = first; c <= end; c++) {
        uint32_t p = c < end ? l->covers.items[c] : pattern;
        for (size_t u = d->start[p]; u < d->start[p + 1] && d->uses[u] < best; u++)
            if ((axis->rules[d->uses[u]].in & rule->in) == rule->in) {
                best = d->uses[u];
                *by = p;
                break;
            }
    }
    return best < own ? &axis->rules[best] : NULL;
}

static void name_earlier(struct linter *l, struct finding *finding, const struct rule *earlier, uint32_t by) {
    finding->other = str_copy(l->arena, l->book->patterns[by].written);
    finding->other_rule = str_copy(l->arena, earlier->id);
    finding->other_place = keep_place(l, earlier->place);
}

static void add_never(struct linter *l, const struct rule *rule, const struct rule *earlier, uint32_t by) {
    struct finding *finding = add(l, FINDING_NEVER, rule->place);
    finding->rule = str_copy(l->arena, rule->id);
    name_earlier(l, finding, earlier, by);
}

/* One pattern of `all` that an earlier rule has is enough to keep a rule from winning; of `any` it takes all
 * of them, and until then each is a pattern that does nothing here. */
static void look_at_earlier(struct linter *l, const struct axis *axis, const struct deciding *d,
                            const struct rule *rule) {
    uint32_t by = 0;
    const struct rule *earlier = NULL;
    for (size_t i = 0; i < rule->all.count; i++)
        if ((earlier = earlier_rule(l, axis, d, rule, rule->all.items[i], &by)) != NULL) {
            add_never(l, rule, earlier, by);
            return;
        }
    size_t late = 0;
    for (size_t i = 0; i < rule->any.count; i++)
        late += earlier_rule(l, axis, d, rule, rule->any.items[i], &by) != NULL;
    if (late && late == rule->any.count) {
        add_never(l, rule, earlier_rule(l, axis, d, rule, rule->any.items[0], &by), by);
        return;
    }
    for (size_t i = 0; late && i < rule->any.count; i++)
        if ((earlier = earlier_rule(l, axis, d, rule, rule->any.items[i], &by)) != NULL)
            name_earlier(l, add_pattern(l, FINDING_LATE, rule, &rule->any, i), earlier, by);
}

/* The place in `none` of a pattern that is found whenever `pattern` is; SIZE_MAX. */
static size_t excluded_by(const struct linter *l, const struct rule *rule, uint32_t pattern) {
    for (size_t i = 0; i < rule->none.count; i++)
        if (covers(&l->book->patterns[rule->none.items[i]], &l->book->patterns[pattern]))
            return i;
    return SIZE_MAX;
}

static void add_excluded(struct linter *l, const struct rule *rule, uint32_t pattern, size_t by) {
    struct finding *finding = add(l, FINDING_EXCLUDED, rule->place);
    finding->rule = str_copy(l->arena, rule->id);
    finding->pattern = str_copy(l->arena, l->book->patterns[pattern].written);
    name_other(l, finding, &rule->none, by);
}

/* What is found is excluded again: one of `all`, or each of `any`. */
static void look_at_none(struct linter *l, const struct rule *rule) {
    size_t by, excluded = 0;
    for (size_t i = 0; rule->none.count && i < rule->all.count; i++)
        if ((by = excluded_by(l, rule, rule->all.items[i])) != SIZE_MAX) {
            add_excluded(l, rule, rule->all.items[i], by);
            return;
        }
    for (size_t i = 0; rule->none.count && i < rule->any.count; i++)
        excluded += excluded_by(l, rule, rule->any.items[i]) != SIZE_MAX;
    if (excluded && excluded == rule->any.count)
        add_excluded(l, rule, rule->any.items[0], excluded_by(l, rule, rule->any.items[0]));
}

static void look_at_rules(struct linter *l) {
    size_t count = l->book->pattern_count;
    l->covers = covers_of(l->book->patterns, count, l->arena);
    l->seen = arena_array(l->arena, count, sizeof *l->seen);
    l->stamp = arena_array(l->arena, count, sizeof *l->stamp);
    for (size_t a = 0; a < l->book->axis_count; a++) {
        const struct axis *axis = &l->book->axes[a];
        struct deciding deciding = find_deciding(l, axis);
        for (size_t r = 0; r < axis->rule_count; r++) {
            const struct rule *rule = &axis->rules[r];
            if (!rule->weight) /* else each pattern found counts */
                look_in_list(l, rule, &rule->any, false);
            look_in_list(l, rule, &rule->none, false);
            look_in_list(l, rule, &rule->all, true);
            look_at_none(l, rule);
            look_at_earlier(l, axis, &deciding, rule);
        }
    }
}

static bool meets_limit(struct matcher_worker *worker, uint32_t pattern, const struct strain *strains,
                        size_t count, struct str sample, size_t characters) {
    struct buf text = {0};
    bool met = false;
    for (size_t i = 0; !met && i < count; i++)
        for (int end = 0; !met && end < STRAIN_ENDS; end++) {
            strain_text(&strains[i], sample, characters, end, &text);
            met = matcher_test(worker, pattern, buf_str(&text)) == MATCHED_LIMIT;
        }
    buf_free(&text);
    return met;
}

/* The kind of finding a regex deserves; FINDING_COUNT when none. */
static enum finding_kind strain_pattern(struct linter *l, struct matcher_worker *worker, uint32_t pattern) {
    struct strain strains[STRAIN_MOST];
    struct str sample = STR("");
    size_t count = strain_find(l->book->patterns[pattern].bare, l->arena, strains, &sample);
    if (meets_limit(worker, pattern, strains, count, sample, LINT_SHORT))
        return FINDING_SLOW;
    return meets_limit(worker, pattern, strains, count, sample, LINT_LONG) ? FINDING_SLOWER : FINDING_COUNT;
}

/* Only regexes that no study could bound are worth a trial; each is told once, where it stands first. */
static void look_at_effort(struct linter *l) {
    struct matcher_worker *worker = matcher_worker_new(l->book->matcher);
    bool *tried = arena_array(l->arena, l->book->pattern_count, sizeof *tried);
    for (size_t a = 0; a < l->book->axis_count; a++)
        for (size_t r = 0; r < l->book->axes[a].rule_count; r++) {
            const struct rule *rule = &l->book->axes[a].rules[r];
            const struct pattern_list *lists[] = {&rule->any, &rule->all, &rule->none};
            for (size_t k = 0; k < 3; k++)
                for (size_t i = 0; i < lists[k]->count; i++) {
                    uint32_t p = lists[k]->items[i];
                    const struct pattern *pattern = &l->book->patterns[p];
                    if (tried[p] || pattern->literal || pattern->study.bounded)
                        continue;
                    tried[p] = true;
                    enum finding_kind kind = strain_pattern(l, worker, p);
                    if (kind != FINDING_COUNT)
                        add_pattern(l, kind, rule, lists[k], i);
                }
        }
    matcher_worker_free(worker);
}

static void look_at_examples(struct linter *l, size_t *run) {
    struct example_failure *failures;
    size_t count = examples_run(l->book, l->arena, &failures, run);
    for (size_t i = 0; i < count; i++) {
        const struct example_failure *failure = &failures[i];
        struct finding *finding =
            add(l, failure->expected ? FINDING_EXAMPLE : FINDING_NOT, failure->example->place);
        finding->rule = str_copy(l->arena, failure->rule->id);
        finding->pattern = str_copy(l->arena, failure->example->text);
        finding->other = str_copy(l->arena, failure->got);
    }
}

static void add_untested(struct linter *l, const struct rule *rule, const struct example *examples,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct finding *finding = add(l, FINDING_UNTESTED, examples[i].place);
        finding->rule = str_copy(l->arena, rule->id);
        finding->pattern = str_copy(l->arena, examples[i].text);
    }
}

static void look_for_untested(struct linter *l) {
    for (size_t a = 0; a < l->book->axis_count; a++)
        for (size_t r = 0; r < l->book->axes[a].rule_count; r++) {
            const struct rule *rule = &l->book->axes[a].rules[r];
            if (example_says_something(rule))
                continue;
            add_untested(l, rule, rule->match, rule->match_count);
            add_untested(l, rule, rule->not, rule->not_count);
        }
}

static struct str line_of(struct str bytes, size_t number) {
    size_t at = 0;
    while (--number && at < bytes.size)
        at += str_find_char(str_sub(bytes, at, bytes.size), '\n') + 1;
    struct str rest = str_sub(bytes, at < bytes.size ? at : bytes.size, bytes.size);
    return str_sub(rest, 0, str_find_char(rest, '\n'));
}

/* Empty where the file cannot be read any more. */
static struct str source_line(struct arena *arena, struct place place) {
    const struct bundle_file *shipped = bundle_find(place.file);
    struct file_view view = {0};
    if (!place.line || (!shipped && !file_map(place.file, &view, &(struct err){0})))
        return STR("");
    struct str line = str_copy(arena, line_of(shipped ? shipped->bytes : view.bytes, place.line));
    if (!shipped)
        file_unmap(&view);
    return utf8_valid_prefix(line) == line.size ? line : STR("");
}

static void add_mistakes(struct linter *l, const char *name, const struct mistakes *mistakes) {
    for (size_t i = 0; i < mistakes->count; i++) {
        const struct err *err = &mistakes->items[i];
        struct finding *finding =
            add(l, FINDING_MISTAKE, (struct place){err->file[0] ? err->file : name, err->line, err->column});
        finding->mistake = err;
        if (i < LINT_LINES)
            finding->line = source_line(l->arena, finding->place);
    }
}

static int by_place(const void *a, const void *b) {
    const struct finding *x = a, *y = b;
    int files = strcmp(x->place.file, y->place.file);
    if (files)
        return files;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    if (x->place.column != y->place.column)
        return x->place.column < y->place.column ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static void look(struct linter *l, struct lint *lint) {
    lint->loaded = true;
    lint->language = l->book->language;
    lint->patterns = l->book->pattern_count;
    for (size_t a = 0; a < l->book->axis_count; a++)
        for (size_t r = 0; r < l->book->axes[a].rule_count; r++)
            lint->rules += !l->book->axes[a].rules[r].heading;
    look_at_rules(l);
    look_at_effort(l);
    look_at_examples(l, &lint->examples);
    look_for_untested(l);
}

void lint_rulebook(const char *name_or_path, struct arena *arena, struct lint *lint) {
    struct linter l = {.arena = arena};
    struct mistakes mistakes;
    struct rulebook *book;
    *lint = (struct lint){0};
    rulebook_check(name_or_path, arena, &book, &mistakes);
    l.book = book;
    add_mistakes(&l, name_or_path, &mistakes);
    if (book)
        look(&l, lint);
    rulebook_free(book);
    struct finding *findings = arena_array(arena, l.count, sizeof *findings);
    if (l.count)
        memcpy(findings, l.findings, l.count * sizeof *findings);
    heap_free(l.findings);
    if (l.count)
        qsort(findings, l.count, sizeof *findings, by_place);
    lint->findings = findings;
    lint->count = l.count;
    for (size_t i = 0; i < l.count; i++)
        lint->errors += finding_is_error(findings[i].kind);
}
