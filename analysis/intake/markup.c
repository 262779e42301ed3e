/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <string.h>

enum {
    START = 4096,            /* bytes looked at to tell what the text is */
    CHUNK = 64 * 1024,       /* handed to the parser at a time */
    WAITING_MOST = 32 << 20, /* bytes that the parser may hold: a tag or comment without end */
    DEPTH_MOST = 1000,       /* elements inside each other */
    NESTED_MOST = 64         /* tables inside each other */
};

struct walk {
    const struct markup *markup;
    struct err *err;
    htmlParserCtxtPtr parser;
    unsigned depth;
    size_t nested[NESTED_MOST]; /* numbers of the tables around, from 1 */
    size_t nesting;
    size_t seen; /* tables begun */
    bool enough;
    /* finding tables */
    struct str *names;
    size_t capacity;
    struct str worksheet;
    /* reading one */
    struct sheet *sheet;
    size_t wanted; /* its number from 1 */
    uint64_t most, row;
    bool in_row, in_cell, keep_blanks, is_time;
    unsigned hidden; /* elements open whose text is none of the cell's */
    size_t column, span;
    struct buf value;
    uint32_t *below; /* by column: rows that a cell further up still reaches into; none from `reach` on */
    size_t reach;
};

static struct str first_bytes(struct str text) {
    return str_trim(str_sub(text, 0, text.size < START ? text.size : START));
}

static bool begins(struct str text, const char *tag) {
    struct str wanted = str_of(tag);
    return text.size > wanted.size && str_equal_ascii_nocase(str_sub(text, 0, wanted.size), wanted);
}

bool markup_is_workbook(struct str text) {
    struct str start = first_bytes(text);
    return begins(start, "<?xml") &&
           str_find(start, STR("urn:schemas-microsoft-com:office:spreadsheet")) < start.size;
}

bool markup_is(struct str text) {
    static const char *const tags[] = {"<html", "<!doctype html", "<table", "<head", "<meta",
                                       "<body", "<style",         "<div",   "<tr",   "<center"};
    struct str start = first_bytes(text);
    if (str_starts(start, STR("\xEF\xBB\xBF")))
        start = str_trim(str_sub(start, 3, start.size));
    if (begins(start, "<!--") || begins(start, "<?xml")) {
        struct str rest = start;
        size_t page = str_find(rest, STR("<html")), table = str_find(rest, STR("<table"));
        return markup_is_workbook(text) || page < rest.size || table < rest.size;
    }
    bool found = false;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        found |= begins(start, tags[i]);
    return found;
}

static void stop(struct walk *w) {
    w->enough = true;
    xmlStopParser(w->parser);
}

static void damaged(struct walk *w, const char *what) {
    err_set(w->err, ERR_DATA, "the page %s", what);
    err_at(w->err, w->markup->file, 0, 0);
    err_hint(w->err, "export it again, as CSV if that can be had");
    stop(w);
}

static const char *local_name(const xmlChar *name) {
    const char *text = (const char *)name, *colon = strchr(text, ':');
    return colon ? colon + 1 : text;
}

static const char *attribute(const xmlChar **attributes, const char *name) {
    for (; attributes && attributes[0]; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return (const char *)attributes[1];
    return NULL;
}

/* 0 when there is none or it is no number. */
static size_t number_of(const xmlChar **attributes, const char *name) {
    const char *text = attribute(attributes, name);
    int64_t number;
    return text && str_to_int(str_trim(str_of(text)), &number) && number > 0 ? (size_t)number : 0;
}

static bool at_table(const struct walk *w) {
    return w->sheet && w->nesting && w->nested[w->nesting - 1] == w->wanted;
}

static void put(struct walk *w, struct str text) {
    if (!sheet_cell(w->sheet, text))
        stop(w);
    w->column++;
}

/* Columns that cells further up reach into stay blank. */
static void skip_taken(struct walk *w) {
    while (!w->enough && w->column < SHEET_COLUMNS_MOST && w->below[w->column]) {
        w->below[w->column]--;
        put(w, STR(""));
    }
}

/* The day alone where Excel wrote a day as its midnight. */
static struct str value_of(struct walk *w) {
    struct str value = buf_str(&w->value);
    struct str midnight = STR("T00:00:00.000");
    if (w->is_time && str_ends(value, midnight))
        value.size -= midnight.size;
    return str_trim(value);
}

static void end_cell(struct walk *w) {
    if (!w->in_cell)
        return;
    w->in_cell = false;
    put(w, value_of(w));
    for (size_t i = 1; i < w->span && !w->enough; i++)
        put(w, STR(""));
    buf_clear(&w->value);
}

static void end_row(struct walk *w) {
    end_cell(w);
    if (!w->in_row || w->enough)
        return;
    w->in_row = false;
    for (; w->column < w->reach; w->column++)
        w->below[w->column] -= w->below[w->column] > 0;
    if (!sheet_end_row(w->sheet, w->row) || w->sheet->rows >= w->most)
        stop(w);
}

static void start_row(struct walk *w, const xmlChar **attributes) {
    end_row(w);
    size_t number = number_of(attributes, "index");
    w->row = number > w->row ? number : w->row + 1;
    w->in_row = true;
    w->column = 0;
}

static void reach_down(struct walk *w, size_t rows) {
    for (size_t i = 0; rows && i < w->span && w->column + i < SHEET_COLUMNS_MOST; i++) {
        w->below[w->column + i] = (uint32_t)(rows > UINT16_MAX ? UINT16_MAX : rows);
        w->reach = w->column + i + 1 > w->reach ? w->column + i + 1 : w->reach;
    }
}

static void start_cell(struct walk *w, const xmlChar **attributes) {
    end_cell(w);
    if (!w->in_row)
        start_row(w, NULL);
    size_t place = number_of(attributes, "index"), across = number_of(attributes, "colspan");
    size_t rows = number_of(attributes, "rowspan"), down = number_of(attributes, "mergedown");
    while (!w->enough && place && place <= SHEET_COLUMNS_MOST && w->column + 1 < place)
        put(w, STR(""));
    skip_taken(w);
    if (w->enough)
        return;
    w->span = across ? across : number_of(attributes, "mergeacross") + 1;
    if (w->span > SHEET_COLUMNS_MOST)
        w->span = 1;
    reach_down(w, rows ? rows - 1 : down);
    w->in_cell = true;
    w->keep_blanks = w->is_time = false;
    w->hidden = 0;
    buf_clear(&w->value);
}

static void start_table(struct walk *w) {
    w->seen++;
    if (w->nesting == NESTED_MOST) {
        damaged(w, "nests tables too deep");
        return;
    }
    w->nested[w->nesting++] = w->seen;
    if (w->sheet || w->seen > MARKUP_TABLES_MOST)
        return;
    w->names = heap_grow(w->names, &w->capacity, w->seen, sizeof *w->names);
    w->names[w->seen - 1] =
        w->worksheet.size ? w->worksheet : str_printf(w->markup->arena, "table %zu", w->seen);
    w->worksheet = STR("");
}

static bool is(const char *name, const char *one, const char *two) {
    return strcmp(name, one) == 0 || strcmp(name, two) == 0;
}

static void start_inside(struct walk *w, const char *name, const xmlChar **attributes) {
    if (is(name, "tr", "row"))
        start_row(w, attributes);
    else if (is(name, "td", "th") || strcmp(name, "cell") == 0)
        start_cell(w, attributes);
    else if (strcmp(name, "data") == 0 && !w->hidden) {
        const char *type = attribute(attributes, "type");
        w->keep_blanks = true;
        w->is_time = type && strcmp(type, "DateTime") == 0;
    } else if (is(name, "comment", "style") || strcmp(name, "script") == 0)
        w->hidden++;
    else if (is(name, "br", "p") && w->value.size)
        buf_add_char(&w->value, '\n');
}

static void on_start(void *context, const xmlChar *full, const xmlChar **attributes) {
    struct walk *w = context;
    const char *name = local_name(full);
    if (w->enough)
        return;
    if (++w->depth > DEPTH_MOST)
        damaged(w, "nests elements more than 1,000 deep");
    else if (strcmp(name, "worksheet") == 0) {
        const char *title = attribute(attributes, "name");
        w->worksheet = str_copy(w->markup->arena, str_of(w->sheet ? NULL : title));
    } else if (strcmp(name, "table") == 0)
        start_table(w);
    else if (at_table(w))
        start_inside(w, name, attributes);
}

static void end_table(struct walk *w) {
    if (!w->nesting)
        return;
    if (at_table(w)) {
        end_row(w);
        if (!w->enough)
            stop(w);
    }
    w->nesting--;
}

static void on_end(void *context, const xmlChar *full) {
    struct walk *w = context;
    const char *name = local_name(full);
    w->depth -= w->depth > 0;
    if (w->enough)
        return;
    if (strcmp(name, "table") == 0)
        end_table(w);
    else if (!at_table(w))
        return;
    else if (is(name, "tr", "row"))
        end_row(w);
    else if (is(name, "td", "th") || strcmp(name, "cell") == 0)
        end_cell(w);
    else if (is(name, "comment", "style") || strcmp(name, "script") == 0)
        w->hidden -= w->hidden > 0;
}

/* A run of blanks, no-break ones too, is one; none at the start of a line. */
static void add_text(struct walk *w, struct str text) {
    while (text.size) {
        bool wide = str_starts(text, STR("\xC2\xA0"));
        bool blank = wide || strchr(" \t\r\n", text.data[0]);
        char last = w->value.size ? w->value.data[w->value.size - 1] : '\n';
        if (!blank)
            buf_add_char(&w->value, text.data[0]);
        else if (last != ' ' && last != '\n')
            buf_add_char(&w->value, ' ');
        text = str_sub(text, wide ? 2 : 1, text.size);
    }
}

static void on_text(void *context, const xmlChar *data, int size) {
    struct walk *w = context;
    struct str text = {(const char *)data, (size_t)(size > 0 ? size : 0)};
    if (w->enough || !at_table(w) || !w->in_cell || w->hidden)
        return;
    if (w->value.size + text.size > SHEET_CELL_MOST)
        damaged(w, "has a cell of over 16 MiB");
    else if (w->keep_blanks)
        buf_add(&w->value, text);
    else
        add_text(w, text);
}

static size_t consumed(const struct walk *w) {
    const xmlParserInputPtr input = w->parser->input;
    return input ? (size_t)input->consumed + (size_t)(input->cur - input->base) : 0;
}

static void feed(struct walk *w) {
    struct str text = w->markup->text;
    for (size_t at = 0; at < text.size && !w->enough;) {
        size_t left = text.size - at, size = left < CHUNK ? left : CHUNK;
        htmlParseChunk(w->parser, text.data + at, (int)size, 0);
        at += size;
        if (!w->enough && at - consumed(w) > WAITING_MOST && at > consumed(w))
            damaged(w, "has a tag or comment without end");
    }
    if (!w->enough)
        htmlParseChunk(w->parser, NULL, 0, 1);
}

static bool walk_page(struct walk *w) {
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .ignorableWhitespace = on_text};
    w->parser = htmlCreatePushParserCtxt(&handler, w, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!w->parser)
        return err_set(w->err, ERR_IO, "out of memory");
    htmlCtxtUseOptions(w->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
    feed(w);
    xmlDocPtr tree = w->parser->myDoc;
    htmlFreeParserCtxt(w->parser);
    xmlFreeDoc(tree);
    return !w->err->kind;
}

static bool no_table(const struct markup *markup, struct err *err) {
    err_set(err, ERR_DATA, "the page holds no table");
    err_at(err, markup->file, 0, 0);
    return err_hint(err, "it may be an error message or a login page of the system; export it again");
}

bool markup_open(struct str text, const char *file, struct arena *arena, struct markup *markup,
                 struct err *err) {
    *markup = (struct markup){.text = text, .file = file, .arena = arena};
    struct walk w = {.markup = markup, .err = err, .worksheet = STR("")};
    bool done = walk_page(&w);
    markup->count = w.seen < MARKUP_TABLES_MOST ? w.seen : MARKUP_TABLES_MOST;
    markup->names = arena_array(arena, markup->count, sizeof *markup->names);
    if (markup->count)
        memcpy(markup->names, w.names, markup->count * sizeof *markup->names);
    heap_free(w.names);
    return done && (markup->count || no_table(markup, err));
}

bool markup_read(const struct markup *markup, size_t table, uint64_t most, struct sheet *sheet,
                 struct err *err) {
    struct walk w = {.markup = markup, .err = err, .sheet = sheet, .wanted = table + 1, .most = most};
    w.below = heap_array(SHEET_COLUMNS_MOST, sizeof *w.below);
    bool done = walk_page(&w);
    if (done && !w.enough)
        end_row(&w); /* a page that is cut off */
    heap_free(w.below);
    buf_free(&w.value);
    return done && !err->kind;
}
