/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/err.h"

#include <stdio.h>

bool err_set(struct err *err, enum err_kind kind, const char *format, ...) {
    if (err->kind != ERR_NONE)
        return false;
    *err = (struct err){.kind = kind};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return false;
}

bool err_at(struct err *err, const char *file, size_t line, size_t column) {
    if (err->kind == ERR_NONE || err->file[0] || err->line)
        return false;
    snprintf(err->file, sizeof err->file, "%s", file);
    err->line = line;
    err->column = column;
    return false;
}

bool err_hint(struct err *err, const char *format, ...) {
    if (err->kind == ERR_NONE || err->hint[0])
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    return false;
}

bool err_zh(struct err *err, const char *format, ...) {
    if (err->kind == ERR_NONE || err->zh[0])
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->zh, sizeof err->zh, format, arguments);
    va_end(arguments);
    return false;
}

void err_format(const struct err *err, struct buf *out) {
    if (err->file[0])
        buf_printf(out, "%s:", err->file);
    if (err->line)
        buf_printf(out, "%zu:", err->line);
    if (err->line && err->column)
        buf_printf(out, "%zu:", err->column);
    if (out->size)
        buf_add_char(out, ' ');
    buf_printf(out, "%s", err->message);
    if (err->hint[0])
        buf_printf(out, "; %s", err->hint);
}
