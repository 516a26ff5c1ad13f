# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The text of C: its lines, what in it is code, and the arguments of a call."""

import re

# What is no code.
SKIPPED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|/\*.*?\*/|//[^\n]*',
                     re.S)


def read(path):
    """The text of a file, of which nothing is lost: lines may end as on other systems, and
    what is no UTF-8 stays."""
    with open(path, newline="", encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


def write(path, text):
    with open(path, "w", newline="", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)


def lines(text):
    """As the compiler counts them: a form feed ends none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def tokens(text, start):
    """Each character from start on that is in no string and no comment, with its
    offset."""
    at = start
    while at < len(text):
        if match := SKIPPED.match(text, at):
            at = match.end()
        else:
            yield at, text[at]
            at += 1


def arguments(text, start):
    """The arguments of a call whose parenthesis opens before start, each on one
    line, and where it closes. None for what has to stay on its lines."""
    found, depth, begin = [], 0, start
    for at, char in tokens(text, start):
        if depth == 0 and char in ",)":
            found.append(re.sub(
                rf"({SKIPPED.pattern})|\s+", lambda m: m[1] or " ",
                text[begin:at], flags=re.S).strip())
            begin = at + 1
        if depth == 0 and char == ")":
            whole = text[start:at]
            if re.search(r"^\s*#", whole, re.M) or any(
                    m[0].startswith("//") for m in SKIPPED.finditer(whole)):
                return None, at
            return found, at
        depth += (char in "([{") - (char in ")]}")
    return None, start


def spans_of_arguments(text, start):
    """(start, end) of each argument of a call whose parenthesis opens before start."""
    depth, begin = 0, start
    for at, char in tokens(text, start):
        if depth == 0 and char in ",)":
            found = text[begin:at]
            yield at - len(found.lstrip()), begin + len(found.rstrip())
            begin = at + 1
            if char == ")":
                return
        depth += (char in "([{") - (char in ")]}")
