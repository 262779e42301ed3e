/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/delimiter.h"

#include "analysis/intake/csv.h"

enum { RECORDS = 20, SAMPLE = 256 * 1024 };

static const char candidates[DELIMITERS] = {',', ';', '\t', '|'};

char delimiter_said(struct str text, size_t *next) {
    bool quoted = str_starts(text, STR("\"sep="));
    struct str said = str_sub(text, quoted, text.size);
    *next = 0;
    if (said.size < 5 || !str_equal_ascii_nocase(str_sub(said, 0, 4), STR("sep=")))
        return 0;
    size_t end = csv_line_end(text, 0), after = (size_t)quoted + 5;
    bool whole = quoted ? end == after + 1 && text.data[after] == '"' : end == after;
    for (size_t i = 0; whole && i < DELIMITERS; i++)
        if (said.data[4] == candidates[i]) {
            *next = csv_line_next(text, end);
            return candidates[i];
        }
    return 0;
}

/* The score of a delimiter: the fields beyond the first of all records that have the most usual number of
 * them. A title above the header, or a note, has another number and does not count. */
static size_t score(struct str text, char delimiter) {
    size_t fields[RECORDS], count = 0, best = 0;
    struct csv_reader *reader = csv_open(text, delimiter, 0, true);
    struct csv_record record;
    for (enum csv_kind kind; count < RECORDS && (kind = csv_next(reader, text.size, &record)) != CSV_END;)
        fields[count++] = kind == CSV_RECORD ? record.count : 1;
    csv_close(reader);
    for (size_t i = 0; i < count; i++) {
        size_t sum = 0;
        for (size_t j = 0; j < count; j++)
            sum += fields[j] == fields[i] ? fields[j] - 1 : 0;
        best = sum > best ? sum : best;
    }
    return best;
}

void delimiter_rank(struct str text, char ranked[DELIMITERS]) {
    struct str sample = str_sub(text, 0, text.size < SAMPLE ? text.size : SAMPLE);
    size_t scores[DELIMITERS];
    for (size_t c = 0; c < DELIMITERS; c++) {
        size_t own = score(sample, candidates[c]), at = c;
        for (; at > 0 && scores[at - 1] < own; at--) {
            scores[at] = scores[at - 1];
            ranked[at] = ranked[at - 1];
        }
        scores[at] = own;
        ranked[at] = candidates[c];
    }
}
