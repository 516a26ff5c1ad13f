# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Arguments by reference: where they are, and how they become call_instr_ref()."""

import re

from calls.c_layout import WIDTH, columns, indent
from calls.c_reasons import ARGUMENTS, MACRO, NO_LINE, REFERENCE, SEVERAL
from calls.c_text import lines, spans_of_arguments


def is_own(text, start, argument):
    """Whether an argument of a call that starts there is &variable, or an array that its
    function declares: after the type, or another variable and a comma."""
    function = text[text.rfind("\n{", 0, start) + 1:start]
    return re.fullmatch(r"&\s*\w+(\.\w+|\[[^]]*\])*", argument) or \
        re.fullmatch(r"\w+", argument) and re.search(
            r"(?:^|[;{}])\s*(?!return\b|else\b|goto\b|case\b)(?:\w+\s+)*\w+[\s*]+"
            rf"(?:\w[^;{{}}]*,[\s*]*)?\b{argument}\s*\[[^;]*\]\s*[=;,]", function, re.M)


def find_references(text, call):
    """[(start, end)] of the arguments of a call that an audit says are by reference, or
    why it is left alone."""
    if not call["line"]:
        return NO_LINE
    start = sum(map(len, lines(text)[:call["line"] - 1]))
    named = rf"\b(call_instr(_va)?\(\s*)?{re.escape(call['callee'])}\s*[(,]"
    head = re.compile(rf"[^\n]*?{named}").match(text, start)
    if not head:
        return MACRO
    if re.compile(rf"[^\n]*?{named}").match(text, head.end()):
        return SEVERAL
    found = list(spans_of_arguments(text, head.end()))
    if head[2]:
        found[:1] = list(spans_of_arguments(text, found[0][0] + 1))[1::2]
    elif head[1]:
        found = found[1::2]
    for number in call["references"]:
        if number >= len(found):
            return ARGUMENTS
        argument = text[slice(*found[number])]
        if not is_own(text, start, argument):
            return REFERENCE.format(number + 1, argument)
    return [found[number] for number in call["references"]]


def referred(text, start, end):
    """The text with an argument made call_instr_ref(), on a line of its own, under the
    first, where its line has no room."""
    begin = text.rfind("\n", 0, start) + 1
    before, new = text[begin:start], f"call_instr_ref({text[start:end]})"
    if columns(before + new + text[end:text.find("\n", end)]) > WIDTH and \
            before.strip() and before.endswith(" "):
        at, depth = len(before), 0
        while at and depth < 1:
            at -= 1
            depth += (before[at] in "([{") - (before[at] in ")]}")
        before = before.rstrip() + "\n" + indent(columns(before[:at + 1]))
    return text[:begin] + before + new + text[end:]
