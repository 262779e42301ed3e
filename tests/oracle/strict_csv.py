# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of a CSV file, as strict libcsv (CSV_STRICT | CSV_STRICT_FINI, no space function) tells them.

A field that begins with a quote ends at the first quote that is not doubled, and a delimiter,
a line end or the end of the file must follow at once; a field that begins otherwise holds no
quote. Anything else is refused, together with a NUL byte and a quoted field over 16 MiB:
one physical line is set aside and reading starts again at the next one.
"""
import re

QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
MAX_QUOTED = 16 * 1024 * 1024


class Reader:
    """Iterates over (line, fields); refused lines and blank lines are kept beside."""

    def __init__(self, text, delimiter=","):
        self.text = text
        self.delimiter = delimiter
        self.plain = re.compile('[^"\r\n' + re.escape(delimiter) + "]*")
        self.refused = []  # (line, text, why)
        self.blank = 0

    def __iter__(self):
        at, line = 0, 1
        text = self.text
        while at < len(text):
            if text[at] in "\r\n":
                at = self.line_end(at)
                self.blank += 1
                line += 1
                continue
            fields, end, why = self.record(at)
            if why:
                end = self.next_line(at)
                self.refused.append((line, text[at:end].rstrip("\r\n"), why))
            else:
                yield line, fields
            line += self.lines_in(at, end)
            at = end

    def record(self, at):
        """The record at `at` → (fields, where the next begins, None) or (None, at, why not)."""
        text, fields, start = self.text, [], at
        while True:
            if text[at:at + 1] == '"':
                found = QUOTED.match(text, at)
                if not found:
                    return None, start, "quote still open at the end"
                if len(found.group(1).encode()) > MAX_QUOTED:
                    return None, start, "quoted field over 16 MiB"
                value = found.group(1).replace('""', '"')
            else:
                found = self.plain.match(text, at)
                value = found.group(0)
            fields.append(value)
            at = found.end()
            after = text[at:at + 1]
            if after == self.delimiter:
                at += 1
            elif after in ("", "\r", "\n"):
                at = self.line_end(at)
                if "\0" in text[start:at]:
                    return None, start, "NUL byte"
                return fields, at, None
            else:
                return None, start, "quote or text beside a quote"

    def line_end(self, at):
        """Past the line end at `at` (LF, CR, or both)."""
        return at + 2 if self.text[at:at + 2] == "\r\n" else min(at + 1, len(self.text))

    def next_line(self, at):
        while at < len(self.text) and self.text[at] not in "\r\n":
            at += 1
        return self.line_end(at)

    def lines_in(self, at, end):
        part = self.text[at:end].replace("\r\n", "\n").replace("\r", "\n")
        return part.count("\n") + (0 if part.endswith("\n") else 1)
