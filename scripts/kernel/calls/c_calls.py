# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Calls in the source: which have to stay as they are written, and how they become
call_instr()."""

import re

from calls.c_layout import WIDTH, columns, indent
from calls.c_reasons import ARGUMENTS, LINES, NESTED, REFERENCE
from calls.c_references import find_references, is_own, referred
from calls.c_text import arguments, lines


def spans(text, places):
    """{(line, column, callee): (start, arguments, end)} of calls in a text."""
    starts = [0]
    for line in lines(text):
        starts.append(starts[-1] + len(line))
    found = {}
    for line, column, callee in places:
        start = starts[line - 1] + column
        head = re.compile(rf"{re.escape(callee)}\s*\(").match(text, start)
        if head:
            found[line, column, callee] = start, *arguments(text, head.end())
    return found


def kept(text, places):
    """{place: why} for the calls that have to stay as they are written."""
    found = spans(text, places)
    around = [(start, end) for start, _, end in found.values()] + [
        (match.start(), arguments(text, match.end())[1])
        for match in re.finditer(r"\bcall_instr(?:_va)?\(", text)]
    reasons = {}
    for place, (start, args, _) in found.items():
        if args is None:
            reasons[place] = LINES
        elif any(other < start < end for other, end in around):
            reasons[place] = NESTED
    return reasons


def references_of(text, call, places):
    """[(start, end)] of the arguments of a call that are by reference, or why it is left
    alone; places are the calls that become call_instr()."""
    found = find_references(text, call)
    if not isinstance(found, str) and any(
            start < begin < end for start, _, end in spans(text, places).values()
            for begin, _ in found):
        return NESTED
    return found


def own_references(text, place, numbers):
    """(number, None or why it is left alone) of those arguments of a call that becomes
    call_instr() itself."""
    start, args, _ = spans(text, [place])[place]
    for number in numbers:
        yield number, ARGUMENTS if number >= len(args) else None if is_own(
            text, start, args[number]) else REFERENCE.format(number + 1, args[number])


def fill(before, callee, types, args, after):
    """The text of a call_instr() between what stands before and after it on its
    line: a type and its argument are not parted. Where it does not fit in a line, the
    parentheses of call_instr_va() open on the second."""
    pieces = [f"{t}, {a}" for t, a in zip(types, args) if t != "..."]
    fixed = len(pieces)
    variadic = types[-1:] == ["..."]
    if variadic:
        pieces[0] = "(" + pieces[0]
        pieces[-1] += ")"
        pieces += args[fixed:]
    head = f"{before}call_instr{'_va' if variadic else ''}("
    margin = indent(columns(head))
    rest = ", ".join(pieces) + ")" + after
    if columns(f"{head}{callee}, {rest}") <= WIDTH:
        return f"{head}{callee}, {rest}"
    if columns(margin + rest) <= WIDTH:
        return f"{head}{callee},\n{margin}{rest}"
    lines = [f"{head}{callee},"]
    for i, piece in enumerate(pieces):
        piece += ")" + after if i == len(pieces) - 1 else ","
        if columns(f"{lines[-1]} {piece}") > WIDTH or variadic and i == 0:
            lines.append(margin + " " * (variadic and 0 < i < fixed) + piece)
        else:
            lines[-1] += " " + piece
    return "\n".join(lines)


def converted(text, places, notes=(), by_reference=(), own=()):
    """The text with these calls made by call_instr(), {place: [type, ...]}, and
    call_instr_ref() for each (start, end) of by_reference, and for each (place, number) of
    own, an argument of these calls; a note says why to who reads it, {place: comment}."""
    for place, (start, args, end) in sorted(
            [*spans(text, places).items(),
             *((None, (start, None, end)) for start, end in by_reference)],
            key=lambda item: -item[1][0]):
        if place is None:
            text = referred(text, start, end)
            continue
        begin = text.rfind("\n", 0, start) + 1
        stop_at = text.find("\n", end)
        before, after = text[begin:start], text[end + 1:stop_at]
        args = [f"call_instr_ref({arg})" if (place, number) in own else arg
                for number, arg in enumerate(args)]
        note = ""
        if place in notes and not before.strip():
            note = f"{before}{notes[place]}\n"
        text = text[:begin] + note + fill(
            before, place[2], places[place], args, after) + text[stop_at:]
    return text
