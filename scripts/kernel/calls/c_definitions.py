# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The DEFINE_CALL_INSTR_ lines, which make types known: which are needed, and where they
stand."""

import os
import pathlib
import re

from calls.c_includes import LINUX, with_include
from calls.c_text import lines as lines_of
from calls.c_text import read, tokens
from calls.tools import status_of

CONDITION = re.compile(r"^\s*#\s*(if|ifdef|ifndef|endif)\b(.*)")
# What no other architecture or configuration takes.
ALWAYS = re.compile(r"__(ASSEMBLY|ASSEMBLER|KERNEL)__")


def behind_conditions(lines, number):
    """The number of the line behind which something stands in no #if in which line
    number is, but in those of the header itself."""
    opened = []
    for i, text in enumerate(lines, 1):
        match = CONDITION.match(text)
        if not match:
            continue
        if match[1] == "endif":
            left = opened.pop() if opened else None
            if left and i > number and left[0] < number and not left[1]:
                number = i
        else:
            guard = match[1] == "ifndef" and i < len(lines) and re.match(
                rf"\s*#\s*define\s+{re.escape(match[2].strip())}\s*$", lines[i])
            opened.append((i, bool(guard or ALWAYS.search(match[2]))))
    return number


def with_define(new, old, number, line):
    """The new text with a line behind line number of the old one, and behind the
    conditions that one is in; line 0 stands for the includes."""
    lines = new.split("\n")
    if number:
        # What is there has not changed; calls further up may have.
        before = old.split("\n")
        number = behind_conditions(before, number)
        last = before[number - 1]
        same = [i for i, text in enumerate(lines) if text == last]
        at = same[before[:number].count(last) - 1]
    else:
        at = max(i for i, text in enumerate(lines)
                 if text.startswith("#include")
                 and behind_conditions(lines, i + 1) == i + 1)
    lines[at + 1:at + 1] = ["", f"{line};"]
    return with_include("\n".join(lines))


def definition(type_name):
    """The DEFINE_CALL_INSTR_ line for a by-value type, or None for a pointer."""
    words = re.sub(r"\b(const|volatile)\b", "", type_name).split()
    if not re.fullmatch(r"[\w ]+", type_name):
        return None
    if words[0] in ("struct", "union"):
        return f"DEFINE_CALL_INSTR_{words[0].upper()}({words[1]})"
    return f"DEFINE_CALL_INSTR_TYPE({words[0]})"


def known(folders, tree, texts):
    """The lines that are not needed: of keywords, and what headers or the texts
    have already."""
    types = read(tree / "include/linux/call_instr.h")
    lines = {f"DEFINE_CALL_INSTR_TYPE({word})"
             for word in re.findall(r"define __ci_row_(\w+)", types)}
    line = r"^DEFINE_CALL_INSTR_\w+\(\w+\)"
    text = status_of("grep", "-rhoE", line, *folders, "--include=*.h", cwd=tree).stdout
    return lines.union(text.splitlines(),
                       *(re.findall(line, t, re.M) for t in texts))


def home(found, tree, line, users):
    """The files of the tree that make a type known by a DEFINE_ line, with the
    number of the last line of the type's definition; 0 in a file that uses it."""
    kind, name = re.match(r"DEFINE_CALL_INSTR_(\w+)\((\w+)\)", line).groups()
    tag = {"TYPE": "typedef", "STRUCT": "structure_type",
           "UNION": "union_type"}[kind]
    for entry in found:
        if (entry.tag, entry.name) != (tag, name):
            continue
        path = pathlib.Path(os.path.normpath(entry.file))
        if not path.is_relative_to(tree):
            break
        path = path.relative_to(tree)
        text = read(tree / path)
        number = last_line(text, entry.line)
        # Others of its users include a header that is one.
        if not number or not LINUX.search(text) or str(path) not in users and (
                path.parts[0] == "arch" or {"uapi", "asm-generic"} & set(path.parts)):
            break
        return {str(path): number}
    return dict.fromkeys(users, 0)


def last_line(text, number):
    """The number of the line with the ";" behind a definition that starts, or, as a
    typedef's, ends in line number; None if there is none."""
    depth = 0
    for at, char in tokens(text, sum(map(len, lines_of(text)[:number - 1]))):
        depth += (char == "{") - (char == "}")
        if char == ";" and depth <= 0:
            return text.count("\n", 0, at) + 1
    return None
