# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What the DWARF of a linked file says: where an address is in the source, and what
types functions take."""

import bisect
import collections
import json
import re
import tempfile

from calls.elf_file import ELFFile
from calls.tools import UNKNOWN, llvm, run

# The innermost function, be it inline, and the file of the outermost.
Place = collections.namedtuple("Place", "file line function unit")
# A function's entry; types are (offset, name) of each parameter's, "..." behind them,
# and returned is one; inlined is a static one that was inlined somewhere.
Entry = collections.namedtuple("Entry",
                               "name low_pc origin types file line inlined returned")
Definition = collections.namedtuple("Definition", "tag name file line")
# What is around a type.
PLAIN = {f"DW_TAG_{tag}" for tag in (
    "typedef", "const_type", "volatile_type", "restrict_type", "LLVM_annotation")}
# How many bytes of .debug_info are read at a time.
PIECE = 64 << 20
NOWHERE = Place(UNKNOWN, 0, "?", UNKNOWN)


def places(path, addresses):
    """{address: Place}"""
    text = run(llvm("llvm-symbolizer"), "--output-style=JSON", f"--obj={path}",
               text="".join(f"{a:#x}\n" for a in addresses))
    found = {}
    for address, line in zip(addresses, text.splitlines()):
        frames = json.loads(line).get("Symbol")
        found[address] = Place(
            frames[0]["FileName"] or UNKNOWN, frames[0]["Line"],
            frames[0]["FunctionName"] or "?",
            frames[-1]["FileName"] or UNKNOWN) if frames else NOWHERE
    return found


def pieces(path):
    """(path, offset) of files with the DWARF from that offset on, for tools that
    keep ten times of it in memory; of a small one, the file itself."""
    units, size = unit_offsets(path)
    if size <= PIECE:
        yield path, 0
        return
    with tempfile.TemporaryDirectory() as folder, open(path, "rb") as file:
        section = ELFFile(file).get_section_by_name(".debug_info")["sh_offset"]
        start = 0
        for here, end in zip(units, [*units[1:], size]):
            if end - start < PIECE and end != size:
                continue
            file.seek(section + start)
            with open(f"{folder}/info", "wb") as info:
                info.write(file.read(end - start))
            run(llvm("llvm-objcopy"), "--wildcard", "--only-section=.debug_*",
                "--remove-section=.debug_l*lists", "--update-section",
                f".debug_info={folder}/info", path, f"{folder}/piece")
            yield f"{folder}/piece", start
            start = end


def unit_offsets(path):
    """Where the units of .debug_info start, and its size."""
    with open(path, "rb") as file:
        elf = ELFFile(file)
        section = elf.get_section_by_name(".debug_info")
        order = "little" if elf.little_endian else "big"
        units, at = [], 0
        while at < section["sh_size"]:
            units.append(at)
            file.seek(section["sh_offset"] + at)
            at += 4 + int.from_bytes(file.read(4), order)
        return units, section["sh_size"]


def entries(path, names):
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


def definitions(path, names):
    """Where types of these names are defined."""
    if not names:
        return
    text = "".join(run(llvm("llvm-dwarfdump"), *(
        f"--name={n}" for n in sorted(names)), piece) for piece, _ in
        pieces(str(path)))
    for block in re.split(r"^(?=0x)", text, flags=re.M):
        found = [re.search(pattern, block) for pattern in (
            r"DW_TAG_(\w+)", r'DW_AT_name\s+\("(.*)"\)',
            r'DW_AT_decl_file\s+\("(.*)"\)', r"DW_AT_decl_line\s+\((\d+)\)")]
        if all(found) and "DW_AT_declaration" not in block:
            tag, name, file, line = (f[1] for f in found)
            yield Definition(tag, name, file, int(line))


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


class Types:
    """The types of C, as they are written."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.dwarf = ELFFile(file).get_dwarf_info(
                relocate_dwarf_sections=False)
        # pyelftools would read all units up to the one in question.
        self.units, _ = unit_offsets(path)
        self.layouts = {}

    def entry(self, offset):
        unit = self.units[bisect.bisect(self.units, offset) - 1]
        return self.dwarf.get_CU_at(unit).get_DIE_from_refaddr(offset)

    @staticmethod
    def of(die):
        """What the entry's type is, None for void."""
        return die.get_DIE_from_attribute("DW_AT_type") \
            if "DW_AT_type" in die.attributes else None

    def layout(self, offset, name):
        """Whether it is a struct or a union, under whatever name, and how many bytes
        it has."""
        if name not in self.layouts:
            self.layouts[name] = self.find_layout(offset)
        return self.layouts[name]

    def find_layout(self, offset):
        return self.layout_of(self.plain(self.entry(offset)))

    def pointed_to(self, offset):
        """How many bytes there are behind a pointer of this type, at least."""
        pointer = self.plain(self.entry(offset))
        return self.layout_of(self.plain(self.of(pointer)))[1] if pointer else 0

    def is_pointer(self, offset):
        pointer = self.plain(self.entry(offset))
        return bool(pointer) and pointer.tag == "DW_TAG_pointer_type"

    def plain(self, die):
        """A type without names and qualifiers, None for void."""
        while die and die.tag in PLAIN:
            die = self.of(die)
        return die

    @staticmethod
    def layout_of(die):
        size = die and die.attributes.get("DW_AT_byte_size")
        return bool(die) and die.tag in ("DW_TAG_structure_type",
                                         "DW_TAG_union_type"), \
            size.value if size else 0

    def spelled(self, offset):
        return self.spell(self.entry(offset))

    def spell(self, die, inner=""):
        """A declaration of inner, or with nothing there the type's name."""
        if die is None:
            return f"void {inner}".strip()
        kind = die.tag.removeprefix("DW_TAG_").removesuffix("_type")
        if kind == "pointer":
            target = self.of(die)
            while target and target.tag == "DW_TAG_LLVM_annotation":
                target = self.of(target)
            if target and target.tag in ("DW_TAG_subroutine_type",
                                         "DW_TAG_array_type"):
                return self.spell(target, f"(*{inner})")
            return self.spell(target, f"*{inner}")
        if kind in ("const", "volatile", "restrict"):
            target = self.of(die)
            if target and target.tag == "DW_TAG_pointer_type":
                return self.spell(target, f"{kind} {inner}".strip())
            return f"{kind} {self.spell(target, inner)}"
        if kind == "subroutine":
            taken = [("..." if c.tag == "DW_TAG_unspecified_parameters" else
                      self.spell(self.of(c))) for c in die.iter_children()]
            return self.spell(self.of(die),
                              f"{inner}({', '.join(taken) or 'void'})")
        if kind == "array":
            return self.spell(self.of(die), f"{inner}[]")
        name = die.attributes.get("DW_AT_name")
        name = name.value.decode() if name else "{...}"
        tag = {"structure": "struct ", "union": "union ",
               "enumeration": "enum "}.get(kind, "")
        return f"{tag}{name} {inner}".strip()
