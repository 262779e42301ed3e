/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/lexicon.h"

#include "analysis/base/bundle.h"
#include "analysis/base/fold.h"
#include "analysis/base/yaml.h"

#include <string.h>

/* ---- keys */

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_word(struct str text, size_t at) {
    unsigned char c = (unsigned char)text.data[at];
    return is_upper((char)c) || is_lower((char)c) || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Punctuation beyond ASCII: general, CJK, and the full-width forms of ASCII's. */
static bool is_mark(uint32_t code) {
    return (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x303F) ||
           (code >= 0xFF00 && code <= 0xFF0F) || (code >= 0xFF1A && code <= 0xFF20) || code == 0xA0 ||
           code == 0xB7 || code == 0xFEFF;
}

static struct str bracket_at(struct str text, size_t at, struct str *end) {
    static const struct str pairs[][2] = {{STR_INIT("("), STR_INIT(")")},
                                          {STR_INIT("["), STR_INIT("]")},
                                          {STR_INIT("（"), STR_INIT("）")},
                                          {STR_INIT("【"), STR_INIT("】")}};
    struct str rest = str_sub(text, at, text.size);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (str_starts(rest, pairs[i][0])) {
            *end = pairs[i][1];
            return pairs[i][0];
        }
    return STR("");
}

/* Where the bracket that opens at `at` has closed; `at` when there is none, or no text is left without it. */
static size_t behind_bracket(struct str text, size_t at) {
    struct str close, open = bracket_at(text, at, &close);
    if (!open.size || str_trim(str_sub(text, 0, at)).size == 0)
        return at;
    size_t end = str_find(str_sub(text, at, text.size), close);
    return end < text.size - at ? at + end + close.size : at;
}

/* "Custom field (Team)" is how Jira names a field of one's own. */
static struct str without_wrapping(struct str header) {
    struct str custom = STR("Custom field (");
    header = str_trim(header);
    if (header.size > custom.size && str_ends(header, STR(")")) &&
        str_equal_ascii_nocase(str_sub(header, 0, custom.size), custom))
        return str_sub(header, custom.size, header.size - 1);
    return header;
}

/* In small letters, simplified and of the usual width. */
static void add_folded(struct str character, struct buf *out) {
    char folded[4];
    buf_add(out, (struct str){folded, fold_into(character, folded)});
}

/* Words, folded, a blank behind each. */
static void split(struct str header, struct buf *out) {
    bool open = false;
    for (size_t at = 0; at < header.size;) {
        size_t behind = behind_bracket(header, at), from = at;
        if (behind > at) {
            at = behind;
            continue;
        }
        uint32_t code = utf8_next(header, &at);
        bool word = is_word(header, from) && !is_mark(code);
        bool camel = word && from > 0 && is_upper(header.data[from]) && is_lower(header.data[from - 1]);
        if (open && (!word || camel))
            buf_add_char(out, ' ');
        open = word;
        if (word)
            add_folded(str_sub(header, from, at), out);
    }
    if (open)
        buf_add_char(out, ' ');
}

static const struct str time_words[] = {
    STR_INIT("date"), STR_INIT("time"), STR_INIT("datetime"), STR_INIT("timestamp"), STR_INIT("at"),
    STR_INIT("on"),   STR_INIT("dt"),   STR_INIT("ts"),       STR_INIT("of"),        STR_INIT("the"),
    STR_INIT("was"),  STR_INIT("utc"),  STR_INIT("local"),    STR_INIT("when")};
static const struct str time_ends[] = {STR_INIT("时间"), STR_INIT("日期"), STR_INIT("时刻")};

/* The word without what says that it is a time; empty when nothing else is in it. */
static struct str without_time(struct str word) {
    for (size_t i = 0; i < sizeof time_words / sizeof *time_words; i++)
        if (str_equal(word, time_words[i]))
            return STR("");
    for (size_t i = 0; i < sizeof time_ends / sizeof *time_ends; i++)
        if (str_ends(word, time_ends[i]))
            return str_sub(word, 0, word.size - time_ends[i].size);
    return word;
}

static struct str next_word(struct str *rest) {
    size_t end = str_find_char(*rest, ' ');
    struct str word = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end < rest->size ? end + 1 : end, rest->size);
    return word;
}

struct str lexicon_key(struct str header, bool time, struct arena *arena) {
    struct buf words = {0}, kept = {0};
    split(without_wrapping(header), &words);
    for (struct str rest = buf_str(&words); time && rest.size;) {
        struct str word = without_time(next_word(&rest));
        if (word.size) {
            buf_add(&kept, word);
            buf_add_char(&kept, ' ');
        }
    }
    struct str key = str_copy(arena, str_trim(buf_str(kept.size ? &kept : &words)));
    buf_free(&words);
    buf_free(&kept);
    return key;
}

/* The key without the words that any column of such an export may have; empty when nothing is left. */
static struct str without_noise(const struct lexicon *lexicon, struct str key, struct arena *arena) {
    struct buf kept = {0};
    buf_add(&kept, key);
    buf_add_char(&kept, ' ');
    for (size_t i = 0; i < lexicon->noise.count; i++) {
        struct str noise = lexicon->noise.items[i], whole = buf_str(&kept);
        bool latin = (unsigned char)noise.data[0] < 0x80;
        if (latin)
            noise = str_printf(arena, STR_FMT " ", STR_ARG(noise));
        if (whole.size > noise.size + !latin && str_starts(whole, noise)) {
            struct str rest = str_copy(arena, str_sub(whole, noise.size, whole.size));
            buf_clear(&kept);
            buf_add(&kept, rest);
        }
    }
    struct str rest = str_copy(arena, str_trim(buf_str(&kept)));
    buf_free(&kept);
    return rest.size == key.size ? STR("") : rest;
}

static bool find(const struct words *words, struct str key, size_t *place) {
    for (*place = 0; *place < words->count; ++*place)
        if (str_equal(words->items[*place], key))
            return true;
    return false;
}

void lexicon_keys(const struct lexicon *lexicon, struct str header, struct arena *arena,
                  struct lexicon_keys *keys) {
    keys->plain = lexicon_key(header, false, arena);
    keys->time = lexicon_key(header, true, arena);
    keys->bare_plain = without_noise(lexicon, keys->plain, arena);
    keys->bare_time = without_noise(lexicon, keys->time, arena);
}

double lexicon_match(const struct lexicon *lexicon, const struct lexicon_keys *keys, enum role role,
                     size_t *place) {
    const struct lexicon_role *words = &lexicon->roles[role];
    bool time = roles[role].type == ROLE_TIME;
    struct str key = time ? keys->time : keys->plain, bare = time ? keys->bare_time : keys->bare_plain;
    if (find(&words->names, key, place))
        return LEXICON_NAME;
    if (bare.size && find(&words->names, bare, place))
        return LEXICON_NAME - 0.05;
    if (find(&words->maybe, key, place) || (bare.size && find(&words->maybe, bare, place)))
        return LEXICON_MAYBE;
    return 0;
}

bool lexicon_not_satisfaction(const struct lexicon *lexicon, const struct lexicon_keys *keys) {
    for (size_t i = 0; i < lexicon->no_satisfaction.count; i++)
        if (str_find(keys->plain, lexicon->no_satisfaction.items[i]) < keys->plain.size)
            return true;
    return false;
}

/* ---- reading */

struct reading {
    struct arena *arena;
    struct lexicon *lexicon;
    struct err *err;
};

static bool read_words(struct reading *r, const struct yaml *node, const char *what, struct words *words) {
    struct str *items;
    size_t count;
    if (!node)
        return true;
    if (!yaml_texts(node, what, r->arena, &items, &count, r->err))
        return false;
    *words = (struct words){items, count};
    return true;
}

/* A list of headers, as keys; none twice, and for `names` none that another role has. */
static bool read_keys(struct reading *r, const struct yaml *node, enum role role, struct words *words) {
    bool time = role != ROLE_NONE && roles[role].type == ROLE_TIME;
    struct str *texts, *keys;
    size_t count, place;
    if (!node)
        return true;
    if (!yaml_texts(node, "a list of headers", r->arena, &texts, &count, r->err))
        return false;
    keys = arena_array(r->arena, count + 1, sizeof *keys);
    *words = (struct words){keys, 0};
    for (size_t i = 0; i < count; i++) {
        struct str key = lexicon_key(texts[i], time, r->arena);
        const struct yaml *at = node->kind == YAML_LIST ? node->items[i] : node;
        if (!key.size)
            return yaml_fail(at, r->err, "\"" STR_FMT "\" has no letters", STR_ARG(texts[i]));
        if (!find(words, key, &place))
            keys[words->count++] = key;
    }
    return true;
}

static bool read_role(struct reading *r, const struct yaml *key, const struct yaml *node) {
    static const char *const known[] = {"names", "maybe", "values"};
    enum role role = role_find(key->text);
    if (role == ROLE_NONE)
        return yaml_fail(key, r->err, "\"" STR_FMT "\" is no role", STR_ARG(key->text));
    struct lexicon_role *words = &r->lexicon->roles[role];
    return yaml_expect(node, YAML_MAP, "a role", r->err) && yaml_only_keys(node, known, 3, r->err) &&
           read_keys(r, yaml_get(node, "names"), role, &words->names) &&
           read_keys(r, yaml_get(node, "maybe"), role, &words->maybe) &&
           read_words(r, yaml_get(node, "values"), "values", &words->values);
}

static bool share_a_name(const struct lexicon *lexicon, enum role a, enum role b, struct str *name) {
    size_t place;
    for (size_t i = 0; i < lexicon->roles[a].names.count; i++) {
        *name = lexicon->roles[a].names.items[i];
        if (find(&lexicon->roles[b].names, *name, &place))
            return true;
    }
    return false;
}

/* Times and other columns may share a word ("answered", "答复"): their cells tell them apart. */
static bool names_are_one_roles(struct reading *r, const struct yaml *map) {
    struct str name;
    for (enum role a = 0; a < ROLE_COUNT; a++)
        for (enum role b = a + 1; b < ROLE_COUNT; b++)
            if ((roles[a].type == ROLE_TIME) == (roles[b].type == ROLE_TIME) &&
                share_a_name(r->lexicon, a, b, &name))
                return yaml_fail(map, r->err, "\"" STR_FMT "\" is a name of %s and of %s", STR_ARG(name),
                                 roles[a].name, roles[b].name);
    return true;
}

static bool read_roles(struct reading *r, const struct yaml *map) {
    if (!map)
        return true;
    if (!yaml_expect(map, YAML_MAP, "roles", r->err))
        return false;
    for (size_t i = 0; i < map->count; i++)
        if (!read_role(r, map->keys[i], map->items[i]))
            return false;
    return names_are_one_roles(r, map);
}

static bool read_satisfaction(struct reading *r, const struct yaml *map) {
    static const char *const known[] = {"satisfied", "dissatisfied", "not_here"};
    return !map ||
           (yaml_expect(map, YAML_MAP, "satisfaction", r->err) && yaml_only_keys(map, known, 3, r->err) &&
            read_words(r, yaml_get(map, "satisfied"), "satisfied", &r->lexicon->satisfied) &&
            read_words(r, yaml_get(map, "dissatisfied"), "dissatisfied", &r->lexicon->dissatisfied) &&
            read_keys(r, yaml_get(map, "not_here"), ROLE_NONE, &r->lexicon->no_satisfaction));
}

static bool read_flags(struct reading *r, const struct yaml *map) {
    static const char *const known[] = {"yes", "no"};
    return !map || (yaml_expect(map, YAML_MAP, "flags", r->err) && yaml_only_keys(map, known, 2, r->err) &&
                    read_words(r, yaml_get(map, "yes"), "yes", &r->lexicon->yes) &&
                    read_words(r, yaml_get(map, "no"), "no", &r->lexicon->no));
}

static bool read_outcomes(struct reading *r, const struct yaml *map) {
    static const char *const known[] = {"not_upheld", "partly", "upheld"};
    if (!map)
        return true;
    if (!yaml_expect(map, YAML_MAP, "outcome", r->err) || !yaml_only_keys(map, known, 3, r->err))
        return false;
    for (int i = 0; i < 3; i++)
        if (!read_words(r, yaml_get(map, known[i]), known[i], &r->lexicon->outcomes[i]))
            return false;
    return true;
}

bool lexicon_parse(struct str yaml, const char *name, struct arena *arena, struct lexicon **lexicon,
                   struct err *err) {
    static const char *const known[] = {"noise",        "roles",   "closed", "open",
                                        "satisfaction", "outcome", "flags",  "missing"};
    struct yaml *root;
    if (!yaml_parse(yaml, name, arena, &root, err) || !yaml_expect(root, YAML_MAP, "a list of words", err) ||
        !yaml_only_keys(root, known, sizeof known / sizeof *known, err))
        return false;
    *lexicon = arena_alloc(arena, sizeof **lexicon);
    struct reading r = {arena, *lexicon, err};
    return read_keys(&r, yaml_get(root, "noise"), ROLE_NONE, &(*lexicon)->noise) &&
           read_roles(&r, yaml_get(root, "roles")) &&
           read_words(&r, yaml_get(root, "closed"), "closed", &(*lexicon)->closed) &&
           read_words(&r, yaml_get(root, "open"), "open", &(*lexicon)->open) &&
           read_words(&r, yaml_get(root, "missing"), "missing", &(*lexicon)->missing) &&
           read_satisfaction(&r, yaml_get(root, "satisfaction")) &&
           read_outcomes(&r, yaml_get(root, "outcome")) && read_flags(&r, yaml_get(root, "flags"));
}

bool lexicon_shipped(struct arena *arena, struct lexicon **lexicon, struct err *err) {
    static const char name[] = "words/columns.yaml";
    return lexicon_parse(bundle_find(name)->bytes, name, arena, lexicon, err);
}
