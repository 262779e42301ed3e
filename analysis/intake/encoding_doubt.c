/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/encoding.h"

enum family { FAMILY_OTHER, FAMILY_WESTERN, FAMILY_UTF8, FAMILY_UTF16, FAMILY_UTF32, FAMILY_GB, FAMILY_BIG5 };

/* Of the names that iconv knows, without regard to signs in them: "gb_18030", "CP936". */
static enum family family_of(const char *name) {
    static const struct {
        struct str part;
        enum family family;
    } parts[] = {{STR_INIT("UTF8"), FAMILY_UTF8},
                 {STR_INIT("UTF16"), FAMILY_UTF16},
                 {STR_INIT("UCS2"), FAMILY_UTF16},
                 {STR_INIT("UTF32"), FAMILY_UTF32},
                 {STR_INIT("UCS4"), FAMILY_UTF32},
                 {STR_INIT("GB"), FAMILY_GB},
                 {STR_INIT("936"), FAMILY_GB},
                 {STR_INIT("EUCCN"), FAMILY_GB},
                 {STR_INIT("BIG5"), FAMILY_BIG5},
                 {STR_INIT("950"), FAMILY_BIG5},
                 {STR_INIT("WINDOWS12"), FAMILY_WESTERN},
                 {STR_INIT("CP12"), FAMILY_WESTERN},
                 {STR_INIT("ISO8859"), FAMILY_WESTERN},
                 {STR_INIT("LATIN"), FAMILY_WESTERN},
                 {STR_INIT("ASCII"), FAMILY_WESTERN}};
    char plain[32];
    size_t size = 0;
    for (; *name && size < sizeof plain; name++)
        if ((*name >= '0' && *name <= '9') || ((*name | 0x20) >= 'a' && (*name | 0x20) <= 'z'))
            plain[size++] = *name >= 'a' ? (char)(*name & ~0x20) : *name;
    struct str text = {plain, size};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(text, parts[i].part) < text.size)
            return parts[i].family;
    return FAMILY_OTHER;
}

/* Reads the same in nearly all encodings. */
static bool is_ascii(struct str bytes) {
    bool ascii = true;
    for (size_t i = 0; ascii && i < bytes.size; i++)
        ascii = bytes.data[i] > 0;
    return ascii;
}

bool encoding_doubt(struct str bytes, const char *asked, unsigned jobs, struct encoding_choice *other) {
    enum family said = family_of(asked);
    if (is_ascii(bytes) && said != FAMILY_UTF16 && said != FAMILY_UTF32)
        return false;
    encoding_choose(bytes, utf8_valid_prefix(bytes) == bytes.size, jobs, other);
    enum family found = family_of(other->name);
    bool chinese = found == FAMILY_GB || found == FAMILY_BIG5;
    return found != said && found != FAMILY_WESTERN && !(chinese && said == FAMILY_OTHER);
}
