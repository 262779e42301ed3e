/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/content.h"

#include "analysis/intake/encoding.h"
#include "analysis/intake/unpack.h"
#include "analysis/intake/xlsx_zip.h"

enum { SAMPLE = 1024 * 1024 };

static const struct {
    struct str start;
    const char *what, *zh;
} foreign[] = {{STR_INIT("\x89PNG\r\n\x1A\n"), "a PNG picture", "PNG 图片"},
               {STR_INIT("\xFF\xD8\xFF"), "a JPEG picture", "JPEG 图片"},
               {STR_INIT("GIF8"), "a GIF picture", "GIF 图片"},
               {STR_INIT("%PDF-"), "a PDF document", "PDF 文档"},
               {STR_INIT("{\\rtf"), "a text document (RTF)", "RTF 文档"},
               {STR_INIT("\x7F"
                         "ELF"),
                "a program", "程序"},
               {STR_INIT("7z\xBC\xAF\x27\x1C"), "a 7z archive", "7z 压缩包"},
               {STR_INIT("Rar!\x1A\x07"), "a RAR archive", "RAR 压缩包"},
               {STR_INIT("SQLite format 3"), "an SQLite database", "SQLite 数据库"},
               {STR_INIT("PAR1"), "a Parquet file", "Parquet 文件"}};

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
    const char *what = NULL, *zh = "二进制数据";
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (str_starts(bytes, foreign[i].start)) {
            what = foreign[i].what;
            zh = foreign[i].zh;
        }
    struct str begin = str_trim(str_sub(sample, 0, sample.size < 64 ? sample.size : 64));
    if (!what &&
        (str_starts(begin, STR("{\"")) || str_starts(begin, STR("[{")) || str_starts(begin, STR("[\n"))))
        what = zh = "JSON";
    if (!what && (unpack_needed(bytes) || xlsx_zip_is(bytes) || encoding_of_mark(bytes) ||
                  encoding_of_zeros(sample) || !is_binary(sample)))
        return true;
    err_set(err, ERR_USAGE, "the file is %s, not an export", what ? what : "binary data");
    err_zh(err, "文件是%s，不是导出数据", zh);
    err_at(err, name, 0, 0);
    return err_hint(err, "name a CSV file or a workbook (.xlsx, .xls)");
}
