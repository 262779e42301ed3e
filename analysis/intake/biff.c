/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/biff.h"

#include "analysis/intake/field.h"

#include <errno.h>
#include <freexl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BYTES_MOST = 512 << 20, SECONDS_MOST = 120, LOOK = 1 << 20 };
#define MEMORY_MOST ((rlim_t)4 << 30)

/* What the other process tells. */
struct answer {
    bool done;
    struct biff_found found;
    struct err err;
    uint64_t rows;
};

struct job {
    const char *path, *name; /* path of the copy that FreeXL opens */
    const struct biff_choice *choice;
    struct sheet *sheet;
    struct answer *answer;
    const void *book;
    unsigned count;
};

bool biff_is(struct str bytes) {
    return str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) ||
           (str_starts(bytes, STR("\x09\x00")) && bytes.size > 8 && bytes.data[2] == 4) ||
           (str_starts(bytes, STR("\x09\x02")) && bytes.size > 8 && bytes.data[2] == 6) ||
           (str_starts(bytes, STR("\x09\x04")) && bytes.size > 8 && bytes.data[2] == 6);
}

bool biff_is_locked(struct str bytes) {
    static const struct str package = STR_INIT("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
    struct str start = str_sub(bytes, 0, bytes.size < LOOK ? bytes.size : LOOK);
    return str_find(start, package) < start.size;
}

static bool fail(const char *name, struct err *err, const char *what, const char *hint) {
    err_set(err, ERR_DATA, "%s", what);
    err_at(err, name, 0, 0);
    return err_hint(err, "%s", hint);
}

static bool damaged(const char *name, struct err *err) {
    return fail(name, err, "the old workbook (.xls) is damaged or cut off",
                "open it in a spreadsheet program and save it as .xlsx or CSV");
}

/* ---- in the other process */

static void put_text(const char *text, struct buf *field) {
    struct str left = str_of(text);
    buf_clear(field);
    while (left.size) {
        size_t valid = utf8_valid_prefix(left);
        buf_add(field, str_sub(left, 0, valid));
        if (valid < left.size)
            buf_add(field, STR("\xEF\xBF\xBD"));
        left = str_sub(left, valid + (valid < left.size), left.size);
    }
}

/* Whole numbers with all their digits, others with 15. */
static void put_number(double value, struct buf *field) {
    char text[64];
    bool whole = fabs(value) < 1e15 && value == floor(value);
    snprintf(text, sizeof text, whole ? "%.0f" : "%.17g", value);
    field_add_number(field, str_of(text));
}

static bool put_cell(struct job *job, uint32_t row, uint16_t column, struct buf *text) {
    FreeXL_CellValue cell;
    buf_clear(text);
    if (freexl_get_cell_value(job->book, row, column, &cell) != FREEXL_OK)
        return sheet_cell(job->sheet, STR(""));
    switch (cell.type) {
    case FREEXL_CELL_INT:
        buf_printf(text, "%d", cell.value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        put_number(cell.value.double_value, text);
        return sheet_field(job->sheet, buf_str(text));
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        put_text(cell.value.text_value, text);
        break;
    default:
        break;
    }
    return sheet_cell(job->sheet, buf_str(text));
}

static bool read_sheet(struct job *job, size_t number, uint64_t most, struct err *err) {
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_select_active_worksheet(job->book, (unsigned short)number) != FREEXL_OK ||
        freexl_worksheet_dimensions(job->book, &rows, &columns) != FREEXL_OK)
        return damaged(job->name, err);
    struct buf text = {0};
    bool done = true;
    for (uint32_t row = 0; done && row < rows && job->sheet->rows < most; row++) {
        for (uint16_t column = 0; done && column < columns; column++)
            done = put_cell(job, row, column, &text);
        done = done && sheet_end_row(job->sheet, row + 1);
    }
    buf_free(&text);
    return done;
}

static struct str name_of(const void *context, size_t sheet) {
    const struct job *job = context;
    const char *name = NULL;
    if (freexl_get_worksheet_name(job->book, (unsigned short)sheet, &name) != FREEXL_OK || !name)
        return STR("");
    struct str text = str_of(name);
    return str_sub(text, 0, utf8_valid_prefix(text));
}

static bool is_hidden(const void *context, size_t sheet) {
    (void)context;
    (void)sheet;
    return false; /* FreeXL does not tell */
}

static bool head_of(const void *context, size_t sheet, struct file_view *text, struct err *err) {
    struct job job = *(const struct job *)context;
    struct sheet head;
    struct file_view places;
    job.sheet = &head;
    if (!sheet_open(&head, job.name, 0, err))
        return false;
    if (!read_sheet(&job, sheet, SHEET_HEAD, err)) {
        sheet_close(&head);
        return false;
    }
    if (!sheet_map(&head, text, &places))
        return false;
    file_unmap(&places);
    return true;
}

static bool choose(struct job *job, struct biff_found *found, struct err *err) {
    struct sheet_list list = {job->name, job->count, job, name_of, is_hidden, head_of};
    return job->choice->sheet ? sheet_find(&list, job->choice->sheet, &found->sheet, err)
                              : sheet_choose(&list, job->choice->fits, job->choice->context, &found->sheet,
                                             &found->also, err);
}

static bool open_book(struct job *job, struct err *err) {
    unsigned password = 0;
    if (freexl_open(job->path, &job->book) != FREEXL_OK)
        return damaged(job->name, err);
    if (freexl_get_info(job->book, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK &&
        password == FREEXL_BIFF_OBFUSCATED)
        return fail(job->name, err, "the workbook is protected by a password", "save it without one");
    if (freexl_get_info(job->book, FREEXL_BIFF_SHEET_COUNT, &job->count) != FREEXL_OK || !job->count)
        return damaged(job->name, err);
    return true;
}

static bool convert(struct job *job) {
    struct answer *answer = job->answer;
    struct biff_found *found = &answer->found;
    struct err *err = &answer->err;
    unsigned mode = 0;
    job->sheet->text.err = job->sheet->places.err = job->sheet->err = err;
    if (!open_book(job, err) || !choose(job, found, err) || !read_sheet(job, found->sheet, UINT64_MAX, err))
        return false;
    struct str name = name_of(job, found->sheet);
    size_t size = name.size < sizeof found->name ? name.size : utf8_valid_prefix(str_sub(name, 0, 127));
    snprintf(found->name, sizeof found->name, "%.*s", (int)size, name.data);
    freexl_get_info(job->book, FREEXL_BIFF_DATEMODE, &mode);
    found->from_1904 = mode == FREEXL_BIFF_DATEMODE_1904;
    found->sheet_count = job->count;
    found->empty_rows = job->sheet->empty_rows;
    answer->rows = job->sheet->rows;
    return spill_flush(&job->sheet->text) && spill_flush(&job->sheet->places);
}

/* Sanitizers map far more than the limit before anything is done. */
static void limit(void) {
    struct rlimit seconds = {SECONDS_MOST, SECONDS_MOST}, none = {0, 0};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
    struct rlimit bytes = {MEMORY_MOST, MEMORY_MOST};
    setrlimit(RLIMIT_AS, &bytes);
#endif
}

/* ---- in this one */

static bool run_apart(struct job *job) {
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        return err_set(job->sheet->err, ERR_IO, "cannot start a process: %s", strerror(errno));
    if (child == 0) {
        limit();
        job->answer->done = convert(job);
        _exit(0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return true;
}

static bool read_copy(struct job *job, int fd, struct biff_found *found, struct err *err) {
    char path[64];
    void *shared = mmap(NULL, sizeof *job->answer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return err_set(err, ERR_IO, "out of memory");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    job->path = path;
    job->answer = shared;
    bool done = run_apart(job);
    if (done && !job->answer->done) {
        done = false;
        if (job->answer->err.kind)
            *err = job->answer->err;
        else
            damaged(job->name, err);
    }
    *found = job->answer->found;
    job->sheet->rows = job->answer->rows;
    munmap(shared, sizeof *job->answer);
    return done;
}

bool biff_read(struct str bytes, const char *name, const struct biff_choice *choice, struct sheet *sheet,
               struct biff_found *found, struct err *err) {
    struct job job = {.name = name, .choice = choice, .sheet = sheet};
    if (biff_is_locked(bytes))
        return fail(name, err, "the workbook is protected by a password", "save it without one");
    if (bytes.size > BYTES_MOST)
        return fail(name, err, "the old workbook (.xls) is bigger than 512 MiB", "save it as .xlsx or CSV");
    int fd = file_spill(err);
    if (fd < 0)
        return false;
    bool done = file_write_all(fd, name, bytes, err) && read_copy(&job, fd, found, err);
    close(fd);
    return done;
}
