/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/csv.h"
#include "tests/unit/cmocka_all.h"

#include <csv.h>
#include <string.h>

/* Everything a reader says of a text, as one line of text: records with their fields, refusals with kind and
 * place, blank lines and where it ended. */
static struct str tell(struct str text, char delimiter, size_t limit, bool reference, struct buf *out) {
    struct csv_reader *reader = csv_open(text, delimiter, 0, reference);
    struct csv_record record;
    struct buf scratch = {0};
    buf_clear(out);
    for (enum csv_kind kind; (kind = csv_next(reader, limit, &record)) != CSV_END;) {
        if (kind == CSV_REFUSED) {
            struct str refused = csv_refused(reader);
            buf_printf(out, "refused %d %zu+%zu > %zu\n", csv_refused_as(reader),
                       (size_t)(refused.data - text.data), refused.size, csv_at(reader));
            continue;
        }
        buf_printf(out, "%zu:", (size_t)(csv_verbatim(&record).data - text.data));
        for (size_t i = 0; i < record.count; i++) {
            struct csv_cell cell = csv_cell(&record, i);
            buf_add_char(out, '[');
            buf_add(out, cell.escaped ? csv_unescape(cell.text, &scratch) : cell.text);
            buf_add_char(out, ']');
        }
        buf_printf(out, " > %zu\n", csv_at(reader));
    }
    buf_printf(out, "end %zu blank %llu", csv_at(reader), (unsigned long long)csv_blank_lines(reader));
    buf_free(&scratch);
    csv_close(reader);
    return buf_str(out);
}

static void expect(const char *text, size_t size, const char *told) {
    struct buf out = {0};
    for (int reference = 0; reference < 2; reference++) {
        tell((struct str){text, size}, ',', size, reference, &out);
        assert_string_equal(out.data, told);
    }
    buf_free(&out);
}

#define EXPECT(text, told) expect(text, sizeof(text) - 1, told)

static void records_are_what_strict_libcsv_reads(void **state) {
    (void)state;
    EXPECT("", "end 0 blank 0");
    EXPECT("a,b\nc\n", "0:[a][b] > 4\n4:[c] > 6\nend 6 blank 0");
    EXPECT("a,\r\n,b", "0:[a][] > 4\n4:[][b] > 6\nend 6 blank 0");
    EXPECT("a\rb\n\rc", "0:[a] > 2\n2:[b] > 4\n5:[c] > 6\nend 6 blank 1");
    EXPECT("\n\r\na\n\n", "3:[a] > 5\nend 6 blank 3");
    EXPECT(" a , b \n", "0:[ a ][ b ] > 8\nend 8 blank 0");
    EXPECT("\"a,\nb\",\"\",\"x\"\"y\"\n", "0:[a,\nb][][x\"y] > 17\nend 17 blank 0");
    EXPECT("\"\"\"a\"\"\",\"\"\"\"", "0:[\"a\"][\"] > 12\nend 12 blank 0");
}

static void what_libcsv_rejects_is_one_refused_line(void **state) {
    (void)state;
    EXPECT("\"quoted\"x,1\nb,2\n", "refused 0 0+11 > 12\n12:[b][2] > 16\nend 16 blank 0");
    EXPECT("a\"b,1\nc\n", "refused 0 0+5 > 6\n6:[c] > 8\nend 8 blank 0");
    EXPECT("\"a\" ,1\nc", "refused 0 0+6 > 7\n7:[c] > 8\nend 8 blank 0");
    EXPECT("x\n\"a\nb\"c\nd\n",
           "0:[x] > 2\nrefused 0 2+2 > 5\nrefused 0 5+3 > 9\n9:[d] > 11\nend 11 blank 0");
    EXPECT("x\n\"open\ny\n", "0:[x] > 2\nrefused 3 2+5 > 8\n8:[y] > 10\nend 10 blank 0");
    EXPECT("x,\"", "refused 3 0+3 > 3\nend 3 blank 0");
    EXPECT("a\0b,\"1\n2\"\nc\n", "refused 1 0+9 > 10\n10:[c] > 12\nend 12 blank 0");
}

/* A small generator, so that the texts are the same on every machine. */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void append(char *text, size_t *size, size_t most, const char *piece, size_t length) {
    if (*size + length > most)
        return;
    memcpy(text + *size, piece, length);
    *size += length;
}

/* Mostly regular fields of any length with all that can go wrong strewn in. */
static size_t nasty_text(uint64_t *seed, char *text, size_t most) {
    static const char *const pieces[] = {"a",
                                         ",",
                                         "\n",
                                         "\r\n",
                                         "\"",
                                         "\"\"",
                                         "\r",
                                         "\"b,\"",
                                         "\"\n",
                                         ",\"",
                                         "\",",
                                         "\"x\"y",
                                         "投诉",
                                         " ",
                                         "\"c\"",
                                         ",,,",
                                         "\",\"",
                                         "\"\"\"\"",
                                         "\n\n",
                                         "\"\r\n",
                                         "\"d\"\"e\"",
                                         "long field without anything special in it, ",
                                         "\"long, quoted\nfield\","};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    size_t size = 0, wanted = next_random(seed) % most, tame = next_random(seed) % 5;
    while (size < wanted) {
        uint64_t r = next_random(seed);
        if (r % 997 == 0)
            append(text, &size, most, "\0", 1);
        else if (r % 4 < tame)
            append(text, &size, most, r % 8 < 4 ? "word," : "\"a \"\"b\"\"\"\n", r % 8 < 4 ? 5 : 10);
        else {
            const char *piece = pieces[(r >> 16) % PIECES];
            append(text, &size, most, piece, strlen(piece));
        }
        if (size + 64 > most)
            break;
    }
    return size;
}

static void both_splitters_agree_on_everything(void **state) {
    (void)state;
    enum { ROUNDS = 30000, MOST = 700 };
    uint64_t seed = 20261031;
    char text[MOST];
    struct buf fast = {0}, slow = {0};
    for (int round = 0; round < ROUNDS; round++) {
        struct str nasty = {text, nasty_text(&seed, text, MOST)};
        char delimiter = round % 5 ? ',' : ';';
        size_t limit = round % 3 ? nasty.size : next_random(&seed) % (nasty.size + 1);
        tell(nasty, delimiter, limit, false, &fast);
        tell(nasty, delimiter, limit, true, &slow);
        if (!str_equal(buf_str(&fast), buf_str(&slow)))
            print_message("round %d\n", round);
        assert_string_equal(fast.data, slow.data);
    }
    buf_free(&fast);
    buf_free(&slow);
}

/* libcsv over a whole text at once. */
static void whole_field(void *bytes, size_t size, void *context) {
    buf_printf(context, "[%.*s]", (int)size, (const char *)bytes);
}

static void whole_row(int terminator, void *context) {
    (void)terminator;
    buf_add_char(context, '\n');
}

static int no_space(unsigned char c) {
    (void)c;
    return 0;
}

static bool libcsv_alone(struct str text, struct buf *out) {
    struct csv_parser parser;
    buf_clear(out);
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, no_space);
    bool whole = csv_parse(&parser, text.data, text.size, whole_field, whole_row, out) == text.size &&
                 csv_fini(&parser, whole_field, whole_row, out) == 0;
    csv_free(&parser);
    return whole;
}

static bool our_records(struct str text, struct buf *out) {
    struct csv_reader *reader = csv_open(text, ',', 0, false);
    struct csv_record record;
    struct buf scratch = {0};
    enum csv_kind kind;
    buf_clear(out);
    while ((kind = csv_next(reader, text.size, &record)) == CSV_RECORD) {
        for (size_t i = 0; i < record.count; i++) {
            struct csv_cell cell = csv_cell(&record, i);
            struct str plain = cell.escaped ? csv_unescape(cell.text, &scratch) : cell.text;
            buf_printf(out, "[" STR_FMT "]", STR_ARG(plain));
        }
        buf_add_char(out, '\n');
    }
    buf_free(&scratch);
    csv_close(reader);
    return kind == CSV_END;
}

static void texts_without_refusals_read_as_libcsv_reads_them(void **state) {
    (void)state;
    enum { ROUNDS = 20000, MOST = 300 };
    uint64_t seed = 7;
    char text[MOST];
    struct buf ours = {0}, theirs = {0};
    size_t clean = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct str nasty = {text, nasty_text(&seed, text, MOST)};
        if (nasty.size == 0 || memchr(text, 0, nasty.size))
            continue;
        bool whole = libcsv_alone(nasty, &theirs);
        assert_int_equal(our_records(nasty, &ours), whole);
        if (!whole)
            continue;
        clean++;
        assert_true(str_equal(buf_str(&ours), buf_str(&theirs)));
    }
    assert_true(clean > 1000);
    buf_free(&ours);
    buf_free(&theirs);
}

/* "x\n", a field of `size` bytes in quotes or not, "\ny\n". */
static void expect_long(size_t size, bool quoted, bool closed, const char *told) {
    struct buf text = {0}, out = {0};
    char *field = heap_array(size, 1);
    memset(field, 'f', size);
    buf_printf(&text, "x\n%s", quoted ? "\"" : "");
    buf_add(&text, (struct str){field, size});
    buf_printf(&text, "%s\ny\n", quoted && closed ? "\"" : "");
    struct csv_record record;
    for (int reference = 0; reference < 2; reference++) {
        struct csv_reader *reader = csv_open(buf_str(&text), ',', 0, reference);
        buf_clear(&out);
        for (enum csv_kind kind; (kind = csv_next(reader, text.size, &record)) != CSV_END;)
            if (kind == CSV_REFUSED)
                buf_printf(&out, "refused %d %zu ", csv_refused_as(reader), csv_refused(reader).size);
            else
                buf_printf(&out, "%zu ", csv_cell(&record, 0).text.size);
        assert_string_equal(out.data, told);
        csv_close(reader);
    }
    heap_free(field);
    buf_free(&text);
    buf_free(&out);
}

static void fields_of_16_MiB_are_refused(void **state) {
    (void)state;
    expect_long(CSV_FIELD_MOST, false, true, "1 16777215 1 ");
    expect_long(CSV_FIELD_MOST, true, true, "1 16777215 1 ");
    expect_long(CSV_FIELD_MOST + 1, false, true, "1 refused 2 16777216 1 ");
    expect_long(CSV_FIELD_MOST + 1, true, true, "1 refused 2 16777218 1 ");
    expect_long(CSV_FIELD_MOST + 100000, true, false, "1 refused 2 16877216 1 ");
}

static void lines_are_counted(void **state) {
    (void)state;
    struct str text = STR("a\nb\r\nc\rd");
    assert_int_equal(csv_count_lines(text, 0, text.size), 3);
    assert_int_equal(csv_count_lines(text, 0, 4), 1);
    assert_int_equal(csv_count_lines(text, 4, 5), 1);
    assert_int_equal(csv_count_lines(STR("\r"), 0, 1), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_what_strict_libcsv_reads),
        cmocka_unit_test(what_libcsv_rejects_is_one_refused_line),
        cmocka_unit_test(both_splitters_agree_on_everything),
        cmocka_unit_test(texts_without_refusals_read_as_libcsv_reads_them),
        cmocka_unit_test(fields_of_16_MiB_are_refused),
        cmocka_unit_test(lines_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
