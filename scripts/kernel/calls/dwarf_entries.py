# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What functions are declared as."""

import collections
import re

from calls.dwarf_units import pieces
from calls.tools import llvm, run

# A function's entry; types are (offset, name) of each parameter's, "..." behind them,
# and returned is one; inlined is a static one that was inlined somewhere.
Entry = collections.namedtuple("Entry",
                               "name low_pc origin types file line inlined returned")


def find_entries(path, names):
    """{offset: Entry} of the functions of these names."""
    found = {}
    for piece, offset in pieces(path) if names else ():
        found.update(entries_of(run(
            llvm("llvm-dwarfdump"), "-c",
            *(f"--name={name}" for name in sorted(names)), piece), offset))
    return found


def entries_of(text, offset):
    """The same of what llvm-dwarfdump prints of a piece."""
    found = {}
    # A function stands at the margin, what belongs to it further to the right.
    for block in re.split(r"^(?=0x[0-9a-f]+: DW_TAG)", text, flags=re.M):
        if not (head := re.match(r"0x([0-9a-f]+): DW_TAG_subprogram", block)):
            continue
        own, *children = re.split(r"\n(?=0x[0-9a-f]+:   +(?:DW_TAG|NULL))", block)

        def type_of(text):
            match = re.search(r'AT_type\s+\(0x([0-9a-f]+) "(.*)"\)', text)
            return (offset + int(match[1], 16), match[2]) if match else None

        types, inner = [], None
        for child in children:
            indent, tag = re.match(r"0x[0-9a-f]+:( +)(\w+)", child).groups()
            inner = inner or indent
            if indent != inner:
                continue
            if tag == "DW_TAG_formal_parameter":
                types.append(type_of(child))
            elif tag == "DW_TAG_unspecified_parameters":
                types.append("...")

        def value(pattern, text=own):
            match = re.search(pattern, text)
            return match and match[1]

        low_pc = value(r"DW_AT_low_pc\s+\(0x([0-9a-f]+)")
        origin = value(r"DW_AT_(?:abstract_origin|specification)\s+\(0x([0-9a-f]+)")
        found[offset + int(head[1], 16)] = Entry(
            value(r'DW_AT_(?:name|abstract_origin)\s+\((?:0x\S+ )?"(.*)"\)'),
            int(low_pc, 16) if low_pc else None,
            offset + int(origin, 16) if origin else None, types,
            value(r'DW_AT_decl_file\s+\("(.*)"\)'),
            int(value(r"DW_AT_decl_line\s+\((\d+)\)") or 0),
            "DW_AT_inline" in own and "DW_AT_external" not in own, type_of(own))
    return found


def by_address(found):
    """{address: Entry} of functions that have code, with what the entry of an
    inline function says that this is a copy of."""
    functions = {}
    for entry in found.values():
        if entry.low_pc is None:
            continue
        if source := found.get(entry.origin):
            entry = source._replace(low_pc=entry.low_pc)
        functions[entry.low_pc] = entry
    return functions
