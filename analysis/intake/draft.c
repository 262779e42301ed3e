/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/draft.h"

#include "analysis/base/bundle.h"
#include "analysis/intake/state.h"

struct draft {
    const struct layout *layout;
    const struct understanding *u;
    enum lang lang;
    struct buf out;
};

/* A double-quoted scalar. */
static void quote(struct buf *out, struct str text) {
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if ((unsigned char)c < ' ')
            buf_printf(out, "\\x%02x", (unsigned)(unsigned char)c);
        else
            buf_add_char(out, c);
    }
    buf_add_char(out, '"');
}

static void say(struct draft *d, const char *zh, const char *en) {
    buf_printf(&d->out, "%s", d->lang == LANG_ZH ? zh : en);
}

/* A header in a comment: on one line. */
static void put_plain(struct draft *d, struct str header) {
    for (size_t i = 0; i < header.size; i++)
        buf_add_char(&d->out, (unsigned char)header.data[i] < ' ' ? ' ' : header.data[i]);
}

static void put_reason(struct draft *d, enum role role) {
    struct reason reason = layout_reason(d->layout, role);
    if (reason.how == FOUND_MAP)
        say(d, "  # 由使用者指定\n", "  # said with --map\n");
    else
        buf_printf(&d->out, "  # %.2f: " STR_FMT "\n", reason.confidence, STR_ARG(reason.why[d->lang]));
}

static void put_roles(struct draft *d) {
    buf_add(&d->out, STR("roles:\n"));
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        int column = d->layout->columns[role];
        if (column == LAYOUT_ABSENT || roles[role].type == ROLE_FLAG)
            continue;
        buf_printf(&d->out, "  %s: ", roles[role].name);
        quote(&d->out, d->layout->headers[column]);
        put_reason(d, role);
    }
}

static void put_candidates(struct draft *d, enum role role, const struct guesses *guesses) {
    if (d->layout->columns[role] != LAYOUT_ABSENT || !guesses->count)
        return;
    for (size_t i = 0; i < guesses->count; i++) {
        buf_printf(&d->out, "  # %s: ", roles[role].name);
        quote(&d->out, d->layout->headers[guesses->items[i].column]);
        buf_printf(&d->out, "  # %.2f: " STR_FMT "\n", guesses->items[i].confidence,
                   STR_ARG(guesses->items[i].why[d->lang]));
    }
}

static bool is_beyond_ascii(struct str word) {
    for (size_t i = 0; i < word.size; i++)
        if ((unsigned char)word.data[i] >= 0x80)
            return true;
    return false;
}

/* A list of words; of those in two languages the ones in the language of the export, and numbers. */
static void put_words(struct draft *d, const struct words *words, bool both) {
    bool any = false;
    buf_add_char(&d->out, '[');
    for (size_t i = 0; i < words->count; i++) {
        int64_t number;
        bool other = is_beyond_ascii(words->items[i]) != (d->lang == LANG_ZH) &&
                     !value_number(words->items[i], '.', &number);
        if (other && !both)
            continue;
        buf_add(&d->out, any ? STR(", ") : STR(""));
        quote(&d->out, words->items[i]);
        any = true;
    }
    buf_add(&d->out, STR("]"));
}

static void put_flags(struct draft *d) {
    bool any = false;
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        int column = d->layout->columns[role];
        if (column == LAYOUT_ABSENT || roles[role].type != ROLE_FLAG)
            continue;
        buf_add(&d->out, any ? STR("") : STR("flags:\n"));
        buf_printf(&d->out, "  %s:", roles[role].name);
        put_reason(d, role);
        buf_add(&d->out, STR("    column: "));
        quote(&d->out, d->layout->headers[column]);
        buf_add(&d->out, STR("\n    yes: "));
        put_words(d, &d->layout->profile->flag_yes[role], true);
        buf_add(&d->out, STR("\n    no: "));
        put_words(d, &d->layout->profile->flag_no[role], true);
        buf_add_char(&d->out, '\n');
        any = true;
    }
}

static void put_meanings(struct draft *d) {
    static const char *const outcomes[] = {"not_upheld", "partly", "upheld"};
    const struct profile *p = d->layout->profile;
    buf_add(&d->out, STR("missing: "));
    put_words(d, &p->missing, true);
    buf_add_char(&d->out, '\n');
    if (p->closed_status.count) {
        say(d, "# 状态为下列之一即为已结案\n", "# values of the status that say closed\n");
        buf_add(&d->out, STR("closed_when:\n  status: "));
        put_words(d, &p->closed_status, true);
        buf_add_char(&d->out, '\n');
    }
    if (p->satisfied.count) {
        say(d, "# 满意度答案：哪些算满意，哪些计入\n", "# answers: which satisfy, which count at all\n");
        buf_add(&d->out, STR("satisfaction:\n  satisfied: "));
        put_words(d, &p->satisfied, false);
        buf_add(&d->out, STR("\n  valid: "));
        put_words(d, &p->valid, false);
        buf_add_char(&d->out, '\n');
    }
    for (int i = 0; i < 3 && d->layout->columns[ROLE_OUTCOME] != LAYOUT_ABSENT; i++) {
        buf_printf(&d->out, "%s  %s: ", i ? "" : "outcome:\n", outcomes[i]);
        put_words(d, &p->outcomes[i], false);
        buf_add_char(&d->out, '\n');
    }
}

static void put_kind(struct draft *d, const struct traits *t) {
    if (t->filled == 0)
        say(d, "空", "empty");
    else if (t->seconds)
        say(d, "日期", "dates");
    else if (t->numbers > 0.9)
        say(d, "数值", "numbers");
    else
        buf_printf(&d->out, d->lang == LANG_ZH ? "%zu 个不同的值" : "values, %zu different", t->distinct);
}

static void put_others(struct draft *d) {
    bool any = false;
    for (size_t i = 0; i < d->layout->count; i++) {
        if (d->layout->roles[i] != ROLE_NONE)
            continue;
        if (!any)
            say(d, "\n# 没有角色的列，可用原表头引用（--by、--where）：\n",
                "\n# Columns without a role; they can be used under their own names (--by, --where):\n");
        buf_add(&d->out, STR("#   "));
        put_plain(d, d->layout->headers[i]);
        buf_add(&d->out, d->lang == LANG_ZH ? STR("：") : STR(": "));
        put_kind(d, &d->u->traits[i]);
        buf_add_char(&d->out, '\n');
        any = true;
    }
}

/* The layout that all files share; NULL when there is none. */
static const struct layout *shared_layout(const struct intake *intake) {
    const struct layout *shared = NULL;
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct layout *layout = &intake->files[i].layout;
        if (intake->files[i].skipped)
            continue;
        if (!layout->understanding || (shared && shared->understanding != layout->understanding))
            return NULL;
        shared = layout;
    }
    return shared;
}

struct str draft_profile(const struct intake *intake, enum lang lang, struct arena *arena) {
    struct draft d = {.layout = shared_layout(intake), .lang = lang};
    if (!d.layout)
        return STR("");
    d.u = d.layout->understanding;
    say(&d,
        "# 从导出文件推断的版式，请核对修改。每个角色后面是把握（0 到 1）与依据；redress help roles "
        "列出全部角色。\n"
        "name: 投诉\n",
        "# How the columns of the export were understood: check and edit. Beside each role stand the "
        "confidence (0\n"
        "# to 1) and what speaks for it; redress help roles lists all roles.\n"
        "name: Complaints\n");
    put_roles(&d);
    put_candidates(&d, ROLE_RECEIVED, &d.u->received);
    put_candidates(&d, ROLE_CLOSED, &d.u->closed);
    put_flags(&d);
    put_meanings(&d);
    put_others(&d);
    struct str text = str_copy(arena, buf_str(&d.out));
    buf_free(&d.out);
    return text;
}

/* ---- a shipped profile */

static bool same_columns(const struct layout *a, const struct layout *b) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if ((a->columns[role] == LAYOUT_ABSENT) != (b->columns[role] == LAYOUT_ABSENT))
            return false;
    return a->profile == b->profile;
}

/* The layout of all files that a profile knows; NULL when there is none. */
static const struct layout *known_layout(const struct intake *intake) {
    const struct layout *known = NULL;
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct layout *layout = &intake->files[i].layout;
        if (intake->files[i].skipped)
            continue;
        if (!layout->profile || layout->understanding || (known && !same_columns(known, layout)))
            return NULL;
        known = layout;
    }
    return known;
}

static bool same_profile(const struct profile *a, const struct profile *b) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (!str_equal(a->headers[role], b->headers[role]))
            return false;
    return str_equal(a->name, b->name);
}

/* Its text; shipped profiles say each role and each flag on a line of its own. */
static struct str shipped_text(const struct profile *wanted, struct arena *arena) {
    size_t count;
    const struct bundle_file *files = bundle_list("profiles/", &count);
    for (size_t i = 0; i < count; i++) {
        struct profile *profile;
        struct err ignored = {0};
        if (profile_parse(files[i].bytes, files[i].name, arena, &profile, &ignored) &&
            same_profile(profile, wanted))
            return files[i].bytes;
    }
    return STR("");
}

/* The role of a line "  role: Header", when no column plays it. */
static bool is_without_column(const struct layout *layout, struct str line) {
    struct str name = str_trim(str_sub(line, 0, str_find_char(line, ':')));
    enum role role = str_starts(line, STR("  ")) ? role_find(name) : ROLE_NONE;
    return role != ROLE_NONE && layout->columns[role] == LAYOUT_ABSENT &&
           layout->profile->headers[role].size > 0;
}

static size_t line_size(struct str text) {
    size_t end = str_find_char(text, '\n');
    return end < text.size ? end + 1 : end;
}

/* Lines of one section, "roles:" or "flags:" first; without any left its name is a comment as well. */
static void put_section(const struct layout *layout, struct str section, struct buf *out) {
    struct buf lines = {0};
    size_t kept = 0, first = line_size(section);
    for (size_t at = first; at < section.size;) {
        struct str rest = str_sub(section, at, section.size), line = str_sub(rest, 0, line_size(rest));
        bool without = is_without_column(layout, line);
        kept += !without;
        buf_add(&lines, without ? STR("#") : STR(""));
        buf_add(&lines, line);
        at += line.size;
    }
    buf_add(out, kept ? STR("") : STR("# "));
    buf_add(out, str_sub(section, 0, first));
    buf_add(out, buf_str(&lines));
    buf_free(&lines);
}

/* Bytes of the first line and of the indented ones that follow it. */
static size_t section_size(struct str text) {
    size_t at = line_size(text);
    while (at < text.size && text.data[at] == ' ')
        at += line_size(str_sub(text, at, text.size));
    return at;
}

struct str draft_shipped(const struct intake *intake, struct arena *arena) {
    const struct layout *layout = known_layout(intake);
    struct str rest = layout ? shipped_text(layout->profile, arena) : STR("");
    struct buf out = {0};
    while (rest.size) {
        size_t size = section_size(rest);
        struct str section = str_sub(rest, 0, size);
        if (str_starts(section, STR("roles:\n")) || str_starts(section, STR("flags:\n")))
            put_section(layout, section, &out);
        else
            buf_add(&out, section);
        rest = str_sub(rest, size, rest.size);
    }
    struct str text = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return text;
}
