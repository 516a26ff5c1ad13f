# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What the source says of callees."""

import os
import pathlib
import re

from calls.c_text import arguments, lines, read
from calls.messages import stop
from calls.tools import status_of


def declared_inline(file, line):
    """Whether a static function is declared inline, as all of a header are: a macro
    may have made them."""
    path = pathlib.Path(file)
    return path.suffix == ".h" or path.exists() and bool(re.search(
        r"inline\b", "".join(lines(read(path))[line - 2:line])))


def annotate(calls):
    """Gives each call what is to be written: the types with __user and the like, which
    neither DWARF nor the semantic patch knows, as the callee's own source has them."""
    marks = {}
    for name, (file, line) in {(c["callee"], tuple(c["declared"])) for c in calls}:
        path = pathlib.Path(os.path.normpath(file))
        if not file or not path.exists():
            continue
        text = "".join(lines(read(path))[line - 1:line + 19])
        if head := re.search(rf"\b{re.escape(name)}\s*\(", text):
            parameters, _ = arguments(text, head.end())
            for number, parameter in enumerate(parameters or []):
                for mark in re.findall(r"\b__(?:user|iomem|percpu|rcu)\b",
                                       parameter):
                    marks[name, file, line, number] = mark
    for call in calls:
        call["written"] = [
            re.sub(r"\*$", f"{marks[key]} *", t) if key in marks else t
            for number, t in enumerate(call["types"])
            for key in [(call["callee"], *call["declared"], number)]]


def header_folders(kdir):
    """Where the headers are of the architecture that was built."""
    arch = re.search(r"^# Linux/(\w+)", read(kdir / ".config"), re.M)
    if not arch:
        stop(f"{kdir}/.config does not say of which architecture it is.")
    return ["include", f"arch/{arch[1].replace('x86_64', 'x86')}/include"]


def macros(folders, tree, names):
    """{name: "file:line"} of those callees that may be macros as well."""
    pattern = rf"^\s*#\s*define\s+({'|'.join(sorted(names))})\("
    found = {}
    for line in status_of("grep", "-rnE", pattern, *folders,
                          cwd=tree).stdout.splitlines():
        file, number, text = line.split(":", 2)
        found.setdefault(re.match(pattern, text)[1], f"{file}:{number}")
    return found
