# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Where calls are in the source, as the semantic patch finds them."""

import pathlib
import re

from calls.c_reasons import ASSEMBLY, COPIED, INLINE, MACRO, MAYBE_MACRO, NO_ARGUMENTS, \
    NO_LINE, NOT_READ, NOT_THERE, OFF, UNNAMED
from calls.c_text import lines
from calls.dwarf_places import UNKNOWN
from calls.messages import stop
from calls.tools import find, status_of

COCCI = pathlib.Path(__file__).resolve().parents[2] / "coccinelle/call_instr.cocci"
# What these make is called in assembly, on another stack.
ASSEMBLY_MACROS = {"DEFINE_IDTENTRY_SYSVEC": "ASM_CALL_SYSVEC",
                   "DEFINE_IDTENTRY_IRQ": "ASM_CALL_IRQ"}


def spatch(folder, calls, files):
    """What the semantic patch reports of the files of a folder."""
    result = status_of(
        find("spatch", "coccinelle"), "--very-quiet", "--no-includes", "-D",
        "report", "-D", f"audit={calls}", "--sp-file", COCCI, *files, cwd=folder)
    if result.returncode:
        stop(f"spatch failed: {result.stderr.strip()}")
    return result.stdout


def reports(text):
    """{(file, line, column, callee, function): None, or why it is left alone}"""
    found = {}
    for line in text.splitlines():
        if match := re.match(
                r"(.*?):(\d+):(\d+)-\d+: (\w+)\(\) in (\w*)\(\)"
                r"(?:: opportunity| is left alone: (.*))", line):
            file, number, column, callee, function, reason = match.groups()
            found[file, int(number), int(column), callee, function] = reason
    return found


def places(call, found, macro, texts):
    """{(line, column): None, or why it is left alone} for what a call of the audit
    is in the source."""
    file, line, callee = call["file"], call["line"], call["callee"]
    if call["verdict"] in OFF:
        return {(line, 0): OFF[call["verdict"]]}
    if call["verdict"] == "guarded" and call["inline"]:
        return {(line, 0): INLINE}
    if why := COPIED if call["copied"] else \
            UNNAMED if "struct __va_list_tag *" in call["types"] else \
            NO_ARGUMENTS.format(callee) if not call["types"] else None:
        return {(line, 0): why}
    if file == UNKNOWN:
        return {(0, 0): NO_LINE}
    if file not in texts:
        return {(line, 0): NOT_THERE}
    if here := {(number, column): why
                for (name, number, column, other, function), why in found.items()
                if (name, other) == (file, callee) and number == line}:
        return here
    # The compiler has merged some, and tells no line, or one nearby.
    if here := {(number, column): why
                for (name, number, column, other, function), why in found.items()
                if (name, other, function) == (file, callee, call["function"])
                and not line}:
        return here
    if not line:
        return {(0, 0): NO_LINE}
    text = lines(texts[file])[line - 1]
    macro_here = re.match(r"\s*(\w+)\(", text)
    if macro_here and macro_here[1] in ASSEMBLY_MACROS:
        return {(line, 0): ASSEMBLY.format(ASSEMBLY_MACROS[macro_here[1]])}
    if not re.search(rf"\b{re.escape(callee)}\s*\(", text):
        return {(line, 0): MACRO}
    if callee in macro:
        return {(line, 0): MAYBE_MACRO.format(macro[callee])}
    return {(line, 0): NOT_READ}
