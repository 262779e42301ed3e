/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/model.h"

const struct report_table *report_table_find(const struct report *report, struct str key) {
    for (size_t i = 0; i < report->table_count; i++)
        if (str_equal(report->tables[i].key, key))
            return &report->tables[i];
    return NULL;
}

const struct chart *report_chart_find(const struct report *report, struct str key) {
    for (size_t i = 0; i < report->chart_count; i++)
        if (str_equal(report->charts[i].key, key))
            return &report->charts[i];
    return NULL;
}

const struct section *report_section_find(const struct report *report, struct str key) {
    for (size_t i = 0; i < report->section_count; i++)
        if (str_equal(report->sections[i].key, key))
            return &report->sections[i];
    return NULL;
}
