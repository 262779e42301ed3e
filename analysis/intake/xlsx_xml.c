/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_xml.h"

#include <expat.h>
#include <string.h>

enum { MOST_DEPTH = 200, MOST_TOKEN = 16 * 1024 * 1024 };

struct reading {
    const struct xlsx_zip *zip;
    const char *part;
    const struct xlsx_handlers *handlers;
    void *context;
    struct err *err;
    XML_Parser parser;
    unsigned depth;
    size_t waiting; /* bytes handed over since the last element or text */
    bool enough;
};

bool xlsx_damaged(const struct xlsx_zip *zip, const char *part, struct err *err, const char *format, ...) {
    struct buf what = {0};
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(&what, format, arguments);
    va_end(arguments);
    err_set(err, ERR_DATA, "%s inside the workbook " STR_FMT, part, STR_ARG(buf_str(&what)));
    buf_free(&what);
    err_at(err, zip->name, 0, 0);
    return err_hint(err, "open it in a spreadsheet program and save it again, or save it as CSV");
}

static const char *local_name(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xlsx_attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static void stop(struct reading *r) {
    r->enough = true;
    XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes) {
    struct reading *r = context;
    r->waiting = 0;
    if (r->enough)
        return;
    if (++r->depth > MOST_DEPTH) {
        xlsx_damaged(r->zip, r->part, r->err, "nests elements more than %d deep", MOST_DEPTH);
        stop(r);
    } else if (r->handlers->start && !r->handlers->start(r->context, local_name(name), attributes))
        stop(r);
}

static void XMLCALL on_end(void *context, const XML_Char *name) {
    struct reading *r = context;
    r->waiting = 0;
    r->depth--;
    if (!r->enough && r->handlers->end && !r->handlers->end(r->context, local_name(name)))
        stop(r);
}

static void XMLCALL on_text(void *context, const XML_Char *text, int size) {
    struct reading *r = context;
    r->waiting = 0;
    if (!r->enough && r->handlers->text && !r->handlers->text(r->context, (struct str){text, (size_t)size}))
        stop(r);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal) {
    struct reading *r = context;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    xlsx_damaged(r->zip, r->part, r->err, "has a document type, which could define entities");
    stop(r);
}

static bool take_block(void *context, struct str block) {
    struct reading *r = context;
    enum XML_Status status = XML_Parse(r->parser, block.data, (int)block.size, block.size == 0);
    if (r->enough)
        return false;
    if (status != XML_STATUS_OK) {
        xlsx_damaged(r->zip, r->part, r->err, "is no valid XML (line %lu: %s)",
                     (unsigned long)XML_GetCurrentLineNumber(r->parser),
                     XML_ErrorString(XML_GetErrorCode(r->parser)));
        return false;
    }
    r->waiting += block.size;
    return r->waiting <= MOST_TOKEN || xlsx_damaged(r->zip, r->part, r->err, "has a tag without end");
}

static bool read_part(const struct xlsx_zip *zip, const char *part, const struct xlsx_handlers *handlers,
                      void *context, bool *found, struct err *err) {
    struct reading r = {.zip = zip, .part = part, .handlers = handlers, .context = context, .err = err};
    r.parser = XML_ParserCreate(NULL);
    if (!r.parser)
        return err_set(err, ERR_IO, "out of memory");
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    bool done = xlsx_zip_read(zip, part, take_block, &r, found, err) && !err->kind;
    XML_ParserFree(r.parser);
    return done;
}

bool xlsx_xml_read(const struct xlsx_zip *zip, const char *part, const struct xlsx_handlers *handlers,
                   void *context, struct err *err) {
    bool found;
    return read_part(zip, part, handlers, context, &found, err) &&
           (found || xlsx_damaged(zip, part, err, "is missing"));
}

bool xlsx_xml_read_optional(const struct xlsx_zip *zip, const char *part,
                            const struct xlsx_handlers *handlers, void *context, struct err *err) {
    bool found;
    return read_part(zip, part, handlers, context, &found, err);
}
