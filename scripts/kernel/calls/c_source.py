# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How convert reads and writes C: where the semantic patch finds the calls, and what
a maintainer would write there."""

import pathlib
import re

from calls.dwarf_places import UNKNOWN
from calls.messages import stop
from calls.tools import find, status_of

COCCI = pathlib.Path(__file__).resolve().parents[2] / "coccinelle/call_instr.cocci"
INCLUDE = "#include <linux/call_instr.h>\n"
VARIADIC_INCLUDE = "#include <linux/call_instr_va.h>\n"
WIDTH = 80
TAB = 8
# What is no code.
SKIPPED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|/\*.*?\*/|//[^\n]*',
                     re.S)


# Why a call stays as it is.
OFF = {"nmi": "it is in NMI context, where KMSAN is off",
       "runtime": "it is in KMSAN's own runtime, where KMSAN is off"}
INLINE = "its callee is a static inline, inlined elsewhere: __always_inline does that here"
VARIADIC = "it is variadic, and the tree has no include/linux/call_instr_va.h"
REFERENCE = "argument {}, {}, is an address of the caller's frame, and no &variable or " \
            "array of it: call_instr_ref() goes to where the address is taken"
MACRO = "its line does not name it, as a macro makes the call"
ARGUMENTS = "it is a macro here, with other arguments than the function"
NO_LINE = "the compiler does not tell the line"
NESTED = "it is an argument of another one; give it a variable"
LINES = "a // comment or a line of the preprocessor stands between its arguments"
# What these make is called in assembly, on another stack.
ASSEMBLY = {"DEFINE_IDTENTRY_SYSVEC": "ASM_CALL_SYSVEC",
            "DEFINE_IDTENTRY_IRQ": "ASM_CALL_IRQ"}


# The semantic patch.

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


# What a maintainer would write.

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


def references(text, call):
    """[(start, end)] of the arguments of a call that an audit says are by reference, or
    why it is left alone."""
    if not call["line"]:
        return NO_LINE
    start = sum(map(len, text.splitlines(True)[:call["line"] - 1]))
    head = re.compile(r"[^\n]*?\b(call_instr(_va)?\(\s*)?"
                      rf"{re.escape(call['callee'])}\s*[(,]").match(text, start)
    if not head:
        return MACRO
    found = list(spans_of_arguments(text, head.end()))
    if head[2]:
        found[:1] = list(spans_of_arguments(text, found[0][0] + 1))[1::2]
    elif head[1]:
        found = found[1::2]
    function = text[text.rfind("\n{", 0, start) + 1:start]
    for number in call["references"]:
        if number >= len(found):
            return ARGUMENTS
        argument = text[slice(*found[number])]
        if not re.fullmatch(r"&\s*\w+(\.\w+|\[[^]]*\])*", argument) and not (
                re.fullmatch(r"\w+", argument) and re.search(
                    rf"\b{argument}\s*\[[^;]*\]\s*[=;,]", function)):
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
        indent = columns(before[:at + 1])
        before = before.rstrip() + "\n" + "\t" * (indent // TAB) + " " * (indent % TAB)
    return text[:begin] + before + new + text[end:]


def columns(text):
    return len(text.expandtabs(TAB))


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
    at = columns(head)
    indent = "\t" * (at // TAB) + " " * (at % TAB)
    rest = ", ".join(pieces) + ")" + after
    if columns(f"{head}{callee}, {rest}") <= WIDTH:
        return f"{head}{callee}, {rest}"
    if columns(indent + rest) <= WIDTH:
        return f"{head}{callee},\n{indent}{rest}"
    lines = [f"{head}{callee},"]
    for i, piece in enumerate(pieces):
        piece += ")" + after if i == len(pieces) - 1 else ","
        if columns(f"{lines[-1]} {piece}") > WIDTH or variadic and i == 0:
            lines.append(indent + " " * (variadic and 0 < i < fixed) + piece)
        else:
            lines[-1] += " " + piece
    return "\n".join(lines)


def spans(text, places):
    """{(line, column, callee): (start, arguments, end)} of calls in a text."""
    starts = [0]
    for line in text.splitlines(True):
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


def converted(text, places, types, notes=(), by_reference=()):
    """The text with these calls made by call_instr(), and call_instr_ref() for each
    (start, end) of by_reference; a note says why to who reads it, {place: comment}."""
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
        note = ""
        if place in notes and not before.strip():
            note = f"{before}{notes[place]}\n"
        text = text[:begin] + note + fill(
            before, place[2], types[place[2]], args, after) + text[stop_at:]
    return text


def with_include(text):
    """The text with our include, in order if the others are."""
    include = VARIADIC_INCLUDE if "call_instr_va(" in text else INCLUDE
    if include in text or VARIADIC_INCLUDE in text:
        return text
    # Those that are in no #if, or in that of the header only.
    found, depth = [], 0
    for match in re.finditer(r"^#\s*(if|endif|include <linux/\S*>).*\n", text,
                             re.M):
        depth += (match[1] == "if") - (match[1] == "endif")
        if match[1].startswith("include"):
            found.append((depth, match))
    if not found:
        return stop("a file includes nothing of linux/, and call_instr() has no "
                    "place in it.")
    least = min(depth for depth, _ in found)
    found = [match for depth, match in found if depth == least]
    for match in found:
        if match[0] > include:
            return text[:match.start()] + include + text[match.start():]
    return text[:found[-1].end()] + include + text[found[-1].end():]


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
    lines = new.splitlines()
    if number:
        # What is there has not changed; calls further up may have.
        before = old.splitlines()
        number = behind_conditions(before, number)
        last = before[number - 1]
        same = [i for i, text in enumerate(lines) if text == last]
        at = same[before[:number].count(last) - 1]
    else:
        at = max(i for i, text in enumerate(lines)
                 if text.startswith("#include")
                 and behind_conditions(lines, i + 1) == i + 1)
    lines[at + 1:at + 1] = ["", f"{line};"]
    return with_include("\n".join(lines) + "\n")


def definition(type_name):
    """The DEFINE_CALL_INSTR_ line for a by-value type, or None for a pointer."""
    words = re.sub(r"\b(const|volatile)\b", "", type_name).split()
    if not re.fullmatch(r"[\w ]+", type_name):
        return None
    if words[0] in ("struct", "union"):
        return f"DEFINE_CALL_INSTR_{words[0].upper()}({words[1]})"
    return f"DEFINE_CALL_INSTR_TYPE({words[0]})"


def places(call, found, macro, texts):
    """{(line, column): None, or why it is left alone} for what a call of the audit
    is in the source."""
    file, line, callee = call["file"], call["line"], call["callee"]
    if call["verdict"] in OFF:
        return {(line, 0): OFF[call["verdict"]]}
    if call["verdict"] == "guarded" and call["inline"]:
        return {(line, 0): INLINE}
    if file == UNKNOWN:
        return {(0, 0): NO_LINE}
    if file not in texts:
        return {(line, 0): "it is not in the source tree"}
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
    text = texts[file].splitlines()[line - 1]
    macro_here = re.match(r"\s*(\w+)\(", text)
    if macro_here and macro_here[1] in ASSEMBLY:
        return {(line, 0): f"{ASSEMBLY[macro_here[1]]} calls it, behind "
                           "irq_enter_rcu(), and a fixup has to stand in there"}
    if not re.search(rf"\b{re.escape(callee)}\s*\(", text):
        return {(line, 0): MACRO}
    if callee in macro:
        return {(line, 0): f"{macro[callee]} may make a macro of it"}
    return {(line, 0): "coccinelle does not read it"}
