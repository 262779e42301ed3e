/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_whole.h"

#include "analysis/base/arena.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

static bool is_xml(const char *name) {
    size_t size = name ? strlen(name) : 0;
    return (size > 4 && strcmp(name + size - 4, ".xml") == 0) ||
           (size > 5 && strcmp(name + size - 5, ".rels") == 0);
}

/* The rest of the entry is a whole XML document. */
static bool parses(struct archive *archive, char *block) {
    XML_Parser parser = XML_ParserCreate(NULL);
    bool good = parser != NULL;
    for (ssize_t size = 1; good && size > 0;) {
        size = archive_read_data(archive, block, BLOCK);
        good = size >= 0 && XML_Parse(parser, block, (int)size, size == 0) == XML_STATUS_OK;
    }
    if (parser)
        XML_ParserFree(parser);
    return good;
}

static bool all_parse(struct archive *archive, char *block) {
    struct archive_entry *entry;
    size_t parts = 0;
    int rc;
    while ((rc = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        if (!is_xml(archive_entry_pathname(entry)))
            continue;
        if (!parses(archive, block))
            return false;
        parts++;
    }
    return rc == ARCHIVE_EOF && parts > 0;
}

bool xlsx_whole(const char *path, const char *name, struct err *err) {
    struct archive *archive = archive_read_new();
    char *block = heap_array(BLOCK, 1);
    bool whole = archive && archive_read_support_format_zip(archive) == ARCHIVE_OK &&
                 archive_read_open_filename(archive, path, BLOCK) == ARCHIVE_OK && all_parse(archive, block);
    heap_free(block);
    if (archive)
        archive_read_free(archive);
    if (whole)
        return true;
    err_set(err, ERR_IO, "cannot write %s whole: its parts are cut off", name);
    return err_hint(err, "make room in $TMPDIR (by default /tmp)");
}
