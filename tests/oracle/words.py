# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a profile: the part of YAML that profiles use, and nothing more.

Block mappings and block sequences by indentation, flow mappings and sequences over any
number of lines, plain, 'single' and "double" scalars, comments. Every scalar stays text: what
a word means is the business of the caller. Standard library only, so that the oracle
shares no YAML loader with the program.
"""
import json
import re

KEY = re.compile(r'("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s#:\[\]{},"\'][^#:]*?)\s*:(?=\s|$)')


def without_comment(line):
    """The line up to a # that begins a comment (at the start or after a blank, outside quotes)."""
    quote = None
    for at, char in enumerate(line):
        if quote:
            quote = None if char == quote and line[at - 1] != "\\" else quote
        elif char in "\"'" and (at == 0 or line[at - 1] in " [{,:\t"):
            quote = char
        elif char == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at].rstrip()
    return line.rstrip()


def scalar(text):
    text = text.strip()
    if text.startswith('"'):
        return json.loads(text)
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    return None if text in ("", "~", "null") else text


class Flow:
    """One flow value, [ … ] or { … }, given as one string."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def blank(self):
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def value(self):
        self.blank()
        opening = self.text[self.at:self.at + 1]
        if opening == "[":
            return self.sequence()
        if opening == "{":
            return self.mapping()
        return scalar(self.atom(",]}"))

    def atom(self, stops):
        self.blank()
        start = self.at
        quote = self.text[start:start + 1]
        if quote and quote in "\"'":
            pattern = r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'"
            self.at = re.compile(pattern).match(self.text, start).end()
            return self.text[start:self.at]
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return self.text[start:self.at]

    def sequence(self):
        items = []
        self.at += 1
        while True:
            self.blank()
            if self.text[self.at] == "]":
                self.at += 1
                return items
            items.append(self.value())
            self.blank()
            if self.text[self.at] == ",":
                self.at += 1

    def mapping(self):
        items = {}
        self.at += 1
        while True:
            self.blank()
            if self.text[self.at] == "}":
                self.at += 1
                return items
            key = scalar(self.atom(":,}"))
            self.blank()
            if self.text[self.at] == ":":
                self.at += 1
                items[key] = self.value()
            else:
                items[key] = None
            self.blank()
            if self.text[self.at] == ",":
                self.at += 1


def depth(text):
    """How many flow brackets are still open in text."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', "", text)
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def logical_lines(text):
    """(indent, content) per logical line: a flow value over several lines becomes one."""
    lines = []
    pending = None
    for raw in text.split("\n"):
        line = without_comment(raw)
        if not line.strip():
            continue
        if pending is not None:
            pending = (pending[0], pending[1] + " " + line.strip())
        else:
            pending = (len(line) - len(line.lstrip(" ")), line.strip())
        if depth(pending[1]) <= 0:
            lines.append(pending)
            pending = None
    if pending is not None:
        raise ValueError("flow value not closed: " + pending[1][:60])
    return lines


def inline(text):
    return Flow(text).value() if text[:1] in ("[", "{") else scalar(text)


def block(lines, at, indent):
    """The block that begins at lines[at] with this indent → (value, next line)."""
    if lines[at][1].startswith("- ") or lines[at][1] == "-":
        items = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("-"):
            rest = lines[at][1][1:].lstrip()
            inner = indent + len(lines[at][1]) - len(rest)
            if rest and not KEY.match(rest):
                items.append(inline(rest))
                at += 1
            elif rest:
                lines[at] = (inner, rest)
                value, at = block(lines, at, inner)
                items.append(value)
            else:
                value, at = block(lines, at + 1, lines[at + 1][0])
                items.append(value)
        return items, at
    items = {}
    while at < len(lines) and lines[at][0] == indent:
        found = KEY.match(lines[at][1])
        if not found:
            raise ValueError("not understood: " + lines[at][1][:60])
        key, rest = scalar(found.group(1)), lines[at][1][found.end():].strip()
        at += 1
        if rest:
            items[key] = inline(rest)
        elif at < len(lines) and (lines[at][0] > indent or (lines[at][0] == indent and lines[at][1].startswith("-"))):
            items[key], at = block(lines, at, lines[at][0])
        else:
            items[key] = None
    return items, at


def read(path):
    with open(path, encoding="utf-8-sig") as file:
        lines = logical_lines(file.read())
    value, at = block(lines, 0, lines[0][0])
    if at != len(lines):
        raise ValueError(path + ": not understood: " + lines[at][1][:60])
    return value
