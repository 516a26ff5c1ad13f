# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The units of a linked file's DWARF, and the DWARF in pieces of many units."""

import tempfile

from calls.elf_file import ELFFile
from calls.tools import llvm, run

# How many bytes of .debug_info are read at a time.
PIECE = 64 << 20


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
