/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SHEETS = 10000, MOST_STYLES = 65536, MOST_FORMATS = 4096 };

struct format {
    unsigned number;
    enum xlsx_style style;
};

struct reading {
    const struct xlsx_zip *zip;
    struct arena *arena;
    struct xlsx_parts *parts;
    struct err *err;
    const char *workbook, *folder; /* part of the workbook, and what its targets are relative to */
    const char *styles;
    const char **ids; /* by sheet: its relationship */
    size_t id_capacity;
    struct format *formats;
    size_t format_count, format_capacity;
    bool in_cell_styles;
};

/* "xl/" and "worksheets/sheet1.xml", "../other/sheet1.xml" or "/xl/worksheets/sheet1.xml". */
static const char *resolve(struct reading *r, const char *folder, const char *target) {
    if (target[0] == '/')
        return str_copy(r->arena, str_of(target + 1)).data;
    struct str base = str_of(folder);
    while (strncmp(target, "../", 3) == 0 && base.size) {
        target += 3;
        for (base.size--; base.size && base.data[base.size - 1] != '/';)
            base.size--;
    }
    return str_printf(r->arena, STR_FMT "%s", STR_ARG(base), target).data;
}

static bool is_kind(const char *type, const char *kind) {
    const char *slash = type ? strrchr(type, '/') : NULL;
    return slash && strcmp(slash + 1, kind) == 0;
}

static bool see_main(void *context, const char *name, const char **attributes) {
    struct reading *r = context;
    const char *target = xlsx_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") == 0 && target &&
        is_kind(xlsx_attribute(attributes, "Type"), "officeDocument"))
        r->workbook = resolve(r, "", target);
    return true;
}

static bool is_yes(const char *value) {
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static bool add_sheet(struct reading *r, const char **attributes) {
    struct xlsx_parts *parts = r->parts;
    const char *name = xlsx_attribute(attributes, "name"), *state = xlsx_attribute(attributes, "state");
    const char *id = xlsx_attribute(attributes, "id");
    if (!name || !id)
        return xlsx_damaged(r->zip, r->workbook, r->err, "lists a sheet without a name");
    if (parts->sheet_count == MOST_SHEETS)
        return xlsx_damaged(r->zip, r->workbook, r->err, "lists more than %d sheets", MOST_SHEETS);
    size_t at = parts->sheet_count++;
    parts->sheets =
        heap_grow(parts->sheets, &parts->sheet_capacity, parts->sheet_count, sizeof *parts->sheets);
    r->ids = heap_grow(r->ids, &r->id_capacity, parts->sheet_count, sizeof *r->ids);
    parts->sheets[at] = (struct xlsx_part_sheet){.name = str_copy(r->arena, str_of(name)),
                                                 .hidden = state && strcmp(state, "visible") != 0};
    r->ids[at] = str_copy(r->arena, str_of(id)).data;
    return true;
}

static bool see_workbook(void *context, const char *name, const char **attributes) {
    struct reading *r = context;
    if (strcmp(name, "workbookPr") == 0)
        r->parts->from_1904 = is_yes(xlsx_attribute(attributes, "date1904"));
    return strcmp(name, "sheet") != 0 || add_sheet(r, attributes);
}

static bool see_relation(void *context, const char *name, const char **attributes) {
    struct reading *r = context;
    const char *target = xlsx_attribute(attributes, "Target"), *type = xlsx_attribute(attributes, "Type");
    const char *id = xlsx_attribute(attributes, "Id");
    if (strcmp(name, "Relationship") != 0 || !target || !id)
        return true;
    if (is_kind(type, "sharedStrings"))
        r->parts->texts = resolve(r, r->folder, target);
    if (is_kind(type, "styles"))
        r->styles = resolve(r, r->folder, target);
    for (size_t i = 0; is_kind(type, "worksheet") && i < r->parts->sheet_count; i++)
        if (strcmp(r->ids[i], id) == 0)
            r->parts->sheets[i].part = resolve(r, r->folder, target);
    return true;
}

static enum xlsx_style style_of(const struct reading *r, unsigned number) {
    for (size_t i = 0; i < r->format_count; i++)
        if (r->formats[i].number == number)
            return r->formats[i].style;
    return xlsx_style_of_number(number);
}

static bool see_style(void *context, const char *name, const char **attributes) {
    struct reading *r = context;
    const char *number = xlsx_attribute(attributes, "numFmtId");
    const char *code = xlsx_attribute(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0)
        r->in_cell_styles = true;
    if (strcmp(name, "numFmt") == 0 && number && code && r->format_count < MOST_FORMATS) {
        r->formats = heap_grow(r->formats, &r->format_capacity, r->format_count + 1, sizeof *r->formats);
        r->formats[r->format_count++] =
            (struct format){(unsigned)strtoul(number, NULL, 10), xlsx_style_of_code(str_of(code))};
    }
    struct xlsx_parts *parts = r->parts;
    if (strcmp(name, "xf") == 0 && r->in_cell_styles && parts->style_count < MOST_STYLES) {
        parts->styles =
            heap_grow(parts->styles, &parts->style_capacity, parts->style_count + 1, sizeof *parts->styles);
        parts->styles[parts->style_count++] =
            (uint8_t)(number ? style_of(r, (unsigned)strtoul(number, NULL, 10)) : XLSX_PLAIN);
    }
    return true;
}

static bool end_style(void *context, const char *name) {
    struct reading *r = context;
    if (strcmp(name, "cellXfs") == 0)
        r->in_cell_styles = false;
    return true;
}

/* Kinds of archives that are no workbook we read, by a file inside. */
struct kind {
    bool workbook, ods, binary, other_office;
};

static bool see_file(void *context, struct str name) {
    struct kind *kind = context;
    kind->workbook |= str_equal_ascii_nocase(name, STR("[Content_Types].xml"));
    kind->ods |= str_equal(name, STR("mimetype"));
    kind->binary |= str_equal_ascii_nocase(name, STR("xl/workbook.bin"));
    kind->other_office |= str_starts(name, STR("word/")) || str_starts(name, STR("ppt/"));
    return true;
}

static bool is_workbook(struct reading *r) {
    struct kind kind = {0};
    if (!xlsx_zip_list(r->zip, see_file, &kind, r->err))
        return false;
    if (kind.workbook && !kind.binary && !kind.other_office)
        return true;
    err_set(r->err, ERR_USAGE, "the file is %s, not an export",
            kind.ods            ? "an OpenDocument file"
            : kind.binary       ? "a binary workbook (.xlsb)"
            : kind.other_office ? "a text document or a presentation"
                                : "an archive of other files");
    err_zh(r->err, "文件是%s，不是导出数据",
           kind.ods            ? " OpenDocument 文件"
           : kind.binary       ? "二进制工作簿（.xlsb）"
           : kind.other_office ? "文字文档或演示文稿"
                               : "其他文件的压缩包");
    err_at(r->err, r->zip->name, 0, 0);
    return err_hint(r->err, kind.ods || kind.binary ? "save it as .xlsx or CSV" : "name the export itself");
}

static void set_folder(struct reading *r) {
    const char *slash = strrchr(r->workbook, '/');
    r->folder =
        slash ? str_copy(r->arena, (struct str){r->workbook, (size_t)(slash + 1 - r->workbook)}).data : "";
}

static bool read_parts(struct reading *r) {
    static const struct xlsx_handlers main_part = {.start = see_main}, workbook = {.start = see_workbook},
                                      relations = {.start = see_relation},
                                      styles = {.start = see_style, .end = end_style};
    if (!is_workbook(r) || !xlsx_xml_read_optional(r->zip, "_rels/.rels", &main_part, r, r->err))
        return false;
    set_folder(r);
    const char *links =
        str_printf(r->arena, "%s_rels/%s.rels", r->folder, r->workbook + strlen(r->folder)).data;
    return xlsx_xml_read(r->zip, r->workbook, &workbook, r, r->err) &&
           xlsx_xml_read(r->zip, links, &relations, r, r->err) &&
           (!r->styles || xlsx_xml_read(r->zip, r->styles, &styles, r, r->err));
}

/* Sheets of charts or macros have no cells. */
static void drop_other_sheets(struct xlsx_parts *parts) {
    size_t kept = 0;
    for (size_t i = 0; i < parts->sheet_count; i++)
        if (parts->sheets[i].part)
            parts->sheets[kept++] = parts->sheets[i];
    parts->sheet_count = kept;
}

bool xlsx_parts_read(const struct xlsx_zip *zip, struct arena *arena, struct xlsx_parts *parts,
                     struct err *err) {
    *parts = (struct xlsx_parts){0};
    struct reading r = {
        .zip = zip, .arena = arena, .parts = parts, .err = err, .workbook = "xl/workbook.xml"};
    bool done = read_parts(&r);
    heap_free(r.ids);
    heap_free(r.formats);
    drop_other_sheets(parts);
    if (done && !parts->sheet_count)
        done = xlsx_damaged(zip, r.workbook, err, "names no sheet with cells");
    return done;
}

void xlsx_parts_free(struct xlsx_parts *parts) {
    heap_free(parts->sheets);
    heap_free(parts->styles);
    *parts = (struct xlsx_parts){0};
}
