/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_XML_H
#define REDRESS_INTAKE_XLSX_XML_H

/* One XML part of a workbook, read as a stream of elements. XML made to harm is refused: document types (and
 * with them entities), nesting of over 200 elements, a single tag or comment of over 16 MiB. Private to this
 * folder. */

#include "analysis/intake/xlsx_zip.h"

/* Names come without their namespace prefix; `attributes` are pairs of name and value ended by NULL. A
 * handler that answers false ends reading: with an error set it failed, without one it has seen enough. Each
 * may be NULL. */
struct xlsx_handlers {
    bool (*start)(void *context, const char *name, const char **attributes);
    bool (*end)(void *context, const char *name);
    bool (*text)(void *context, struct str text);
};

/* ERR_DATA when the part is not there or is no XML of the allowed kind. `err` must be the handlers' too. */
bool xlsx_xml_read(const struct xlsx_zip *zip, const char *part, const struct xlsx_handlers *handlers,
                   void *context, struct err *err);
/* The same, and a part that is not there is as good as an empty one. */
bool xlsx_xml_read_optional(const struct xlsx_zip *zip, const char *part,
                            const struct xlsx_handlers *handlers, void *context, struct err *err);

/* Value of the attribute of that name, whatever its prefix; NULL when there is none. */
const char *xlsx_attribute(const char **attributes, const char *name);
/* ERR_DATA: a part of the workbook is not as it should be. */
bool xlsx_damaged(const struct xlsx_zip *zip, const char *part, struct err *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
