/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/allow.h"

#include "analysis/query/connection.h"

static const char *const safe_functions[] = {
    "->",
    "->>",
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "avg",
    "ceil",
    "ceiling",
    "char",
    "coalesce",
    "cos",
    "cosh",
    "count",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "date",
    "datetime",
    "degrees",
    "dense_rank",
    "exp",
    "first_value",
    "floor",
    "format",
    "glob",
    "group_concat",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_each",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_insert",
    "json_object",
    "json_patch",
    "json_quote",
    "json_remove",
    "json_replace",
    "json_set",
    "json_tree",
    "json_type",
    "json_valid",
    "julianday",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "likelihood",
    "likely",
    "ln",
    "log",
    "log10",
    "log2",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "percent_rank",
    "pi",
    "pow",
    "power",
    "printf",
    "quote",
    "radians",
    "regexp",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "sin",
    "sinh",
    "soundex",
    "sqrt",
    "strftime",
    "substr",
    "substring",
    "sum",
    "tan",
    "tanh",
    "time",
    "total",
    "trim",
    "trunc",
    "typeof",
    "unicode",
    "unixepoch",
    "unlikely",
    "upper",
};

bool allow_function(const char *name) {
    for (size_t i = 0; i < sizeof safe_functions / sizeof *safe_functions; i++)
        if (sqlite3_stricmp(name, safe_functions[i]) == 0)
            return true;
    return false;
}

bool allow_is_date_function(const char *name) {
    static const char *const list[] = {"date", "datetime", "julianday", "strftime", "time", "unixepoch"};
    bool found = false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        found |= sqlite3_stricmp(name, list[i]) == 0;
    return found;
}

/* Without a column a name can also be that of a `with` or a sub-select. SQLite's own tables are named so that
 * they can be told. */
bool allow_table(const char *name, const char *column) {
    static const char *const own[] = {"complaints", "matches", SELECTION_TABLE, "json_each", "json_tree"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (sqlite3_stricmp(name, own[i]) == 0)
            return true;
    return !*column && sqlite3_strnicmp(name, "sqlite_", 7) != 0 && sqlite3_strnicmp(name, "pragma_", 7) != 0;
}
