/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/content.h"

#include "analysis/intake/encoding.h"
#include "analysis/intake/unpack.h"
#include "analysis/intake/xlsx_zip.h"

enum { SAMPLE = 1024 * 1024 };

static const struct {
    struct str start;
    const char *what;
} foreign[] = {{STR_INIT("\x89PNG\r\n\x1A\n"), "a PNG picture"},
               {STR_INIT("\xFF\xD8\xFF"), "a JPEG picture"},
               {STR_INIT("GIF8"), "a GIF picture"},
               {STR_INIT("%PDF-"), "a PDF document"},
               {STR_INIT("{\\rtf"), "a text document (RTF)"},
               {STR_INIT("\x7F"
                         "ELF"),
                "a program"},
               {STR_INIT("7z\xBC\xAF\x27\x1C"), "a 7z archive"},
               {STR_INIT("Rar!\x1A\x07"), "a RAR archive"},
               {STR_INIT("SQLite format 3"), "an SQLite database"},
               {STR_INIT("PAR1"), "a Parquet file"}};

static struct str first_bytes(struct str bytes) {
    return str_sub(bytes, 0, bytes.size < SAMPLE ? bytes.size : SAMPLE);
}

/* One byte in twenty is a control character that no text has. */
static bool is_binary(struct str bytes) {
    size_t controls = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        controls += byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f';
    }
    return controls * 20 > bytes.size;
}

bool content_is_export(struct str bytes, const char *name, struct err *err) {
    struct str sample = first_bytes(bytes);
    const char *what = NULL;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (str_starts(bytes, foreign[i].start))
            what = foreign[i].what;
    struct str begin = str_trim(str_sub(sample, 0, sample.size < 64 ? sample.size : 64));
    if (!what &&
        (str_starts(begin, STR("{\"")) || str_starts(begin, STR("[{")) || str_starts(begin, STR("[\n"))))
        what = "JSON";
    if (!what && (unpack_needed(bytes) || xlsx_zip_is(bytes) || encoding_of_mark(bytes) ||
                  encoding_of_zeros(sample) || !is_binary(sample)))
        return true;
    err_set(err, ERR_USAGE, "the file is %s, not an export", what ? what : "binary data");
    err_at(err, name, 0, 0);
    return err_hint(err, "name a CSV file or a workbook (.xlsx, .xls)");
}
