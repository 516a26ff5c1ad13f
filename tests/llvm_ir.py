# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What the compiler's own IR says of a function's arguments."""

import re

PARAM_TLS_SIZE = 800


def split(text):
    """Splits at the commas that stand in no bracket."""
    parts, depth, part = [], 0, ""
    for char in text:
        depth += (char in "([{<") - (char in ")]}>")
        if char == "," and not depth:
            parts.append(part.strip())
            part = ""
        else:
            part += char
    return parts + [part.strip()] if part.strip() else parts


def inside(text, start):
    """The text in the bracket that opens at start."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in "([{<") - (text[i] in ")]}>")
        if not depth:
            return text[start + 1:i]
    raise ValueError(f"no end of the bracket: {text[start:start + 80]}")


def round_up(size, to):
    return (size + to - 1) // to * to


class Module:
    """A module's struct types and the arguments of its functions."""

    def __init__(self, text):
        self.text = text
        self.types = dict(re.findall(r"^(%[\w.]+|%\"[^\"]+\") = type (.*)$", text,
                                     re.M))
        # Where each function's list of arguments starts.
        self.functions = {
            match[1]: match.end() - 1 for match in
            re.finditer(r"^(?:define|declare) [^\n]*?@([\w.]+)\(", text, re.M)}
        layout = re.search(r'^target datalayout = "(.*)"', text, re.M)[1]
        self.layout = dict(re.findall(r"(?:^|-)([if]\d+):(\d+)", layout))

    def size_align(self, name):
        """Size and alignment in bytes of a first class type."""
        if name == "ptr" or name.endswith("*"):
            return 8, 8
        if name.startswith("%"):
            return self.size_align(self.types[name])
        if match := re.fullmatch(r"i(\d+)", name):
            size = (int(match[1]) + 7) // 8
            size = 1 << (size - 1).bit_length()
            align = int(self.layout.get(name, min(size, 8) * 8)) // 8
            return round_up(size, align), align
        if name in ("half", "float", "double"):
            size = {"half": 2, "float": 4, "double": 8}[name]
            return size, size
        if name in ("x86_fp80", "fp128"):
            return 16, int(self.layout.get("f128", 128)) // 8
        if name.startswith("<{") or name.startswith("{"):
            packed = name.startswith("<")
            size, widest = 0, 1
            for field in split(inside(name, 1 if packed else 0)):
                field_size, align = self.size_align(field)
                if not packed:
                    size = round_up(size, align)
                    widest = max(widest, align)
                size += field_size
            return round_up(size, widest), widest
        if match := re.fullmatch(r"([\[<])(\d+) x (.*)[\]>]", name):
            size, align = self.size_align(match[3])
            size *= int(match[2])
            if match[1] == "<":
                size = align = 1 << (size - 1).bit_length()
            return size, align
        raise ValueError(f"a type that tests/llvm_ir.py does not know: {name}")

    def arguments(self, function):
        """(size, noundef, byval) of each argument of the LLVM function."""
        found = []
        for text in split(inside(self.text, self.functions[function])):
            if text == "...":
                continue
            byval = re.search(r"\bbyval\(", text)
            if byval:
                name = inside(text, byval.end() - 1)
            elif text[0] in "{[<":
                name = text[:len(inside(text, 0)) + 2]
            else:
                # "void (i32)* noundef": clang 14 has typed pointers.
                name = "ptr" if "*" in text else text.split()[0]
            found.append((self.size_align(name)[0], " noundef" in text,
                          bool(byval)))
        return found

    def pointers(self, function):
        """Whether each argument of the LLVM function is a pointer."""
        arguments = split(inside(self.text, self.functions[function]))
        return [text.startswith("ptr") for text in arguments if text != "..."]

    def has_sret(self, function):
        """Whether the first argument is where to put the value."""
        start = self.functions[function]
        return " sret(" in self.text[start:self.text.index("\n", start)]

    def slots(self, function):
        """The arguments that have a slot: (end of it, noundef, byval)."""
        offset, found = 0, []
        for size, noundef, byval in self.arguments(function):
            # MemorySanitizer.cpp, getShadow(): Overflow.
            if size and offset + size <= PARAM_TLS_SIZE:
                found.append((offset + round_up(size, 8), noundef, byval))
            offset += round_up(size, 8)
        return found

    def cleared(self, function):
        """How many bytes a caller clears, by its memset or its stores."""
        body = re.search(rf"^define [^\n]*@{function}\(.*?^}}", self.text,
                         re.M | re.S)[0]
        if sizes := re.findall(r"@llvm\.memset\.[^(]*\(.*?, i8 (?:noundef )?0, "
                               r"i64 (?:noundef )?(\d+)", body):
            return max(map(int, sizes))
        # An argument takes a slot, and clang makes a store of it.
        if re.search(r"store i64 0, (?:ptr|i64\*) ", body):
            return 8
        return 0
