# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The types of parameters."""

import bisect

from calls.dwarf_spelling import spell, type_of
from calls.dwarf_units import unit_offsets
from calls.elf_file import ELFFile

# What is around a type.
PLAIN = {f"DW_TAG_{tag}" for tag in (
    "typedef", "const_type", "volatile_type", "restrict_type", "LLVM_annotation")}


class Types:
    """What the DWARF says of a type, by its offset there."""

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

    def layout(self, offset):
        """Whether it is a struct or a union, under whatever name, and how many bytes
        it has."""
        if offset not in self.layouts:
            self.layouts[offset] = layout_of(plain(self.entry(offset)))
        return self.layouts[offset]

    def pointed_to(self, offset):
        """What layout() says of what a pointer of this type points to."""
        pointer = plain(self.entry(offset))
        return layout_of(plain(type_of(pointer))) if pointer else (False, 0)

    def is_pointer(self, offset):
        pointer = plain(self.entry(offset))
        return bool(pointer) and pointer.tag == "DW_TAG_pointer_type"

    def spelled(self, offset):
        return spell(self.entry(offset))


def plain(die):
    """A type without names and qualifiers, None for void."""
    while die and die.tag in PLAIN:
        die = type_of(die)
    return die


def layout_of(die):
    """What layout() says of a plain type."""
    size = die and die.attributes.get("DW_AT_byte_size")
    return bool(die) and die.tag in ("DW_TAG_structure_type",
                                     "DW_TAG_union_type"), \
        size.value if size else 0
