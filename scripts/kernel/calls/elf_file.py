# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""A linked ELF file: its architecture, its sections and what they hold."""

import os

from calls import arch_s390x, arch_x86_64
from calls.messages import stop

try:
    from elftools.common.exceptions import ELFError
    from elftools.construct.core import ConstructError
    from elftools.elf.elffile import ELFFile
except ImportError:
    stop("needs pyelftools; install python3-pyelftools.")

EXECUTABLE = 4          # SHF_EXECINSTR
COMPRESSED = 1 << 11    # SHF_COMPRESSED
# What the header says: the module that knows its instructions.
ARCHITECTURES = {"EM_X86_64 with 64 bits, little-endian": arch_x86_64,
                 "EM_S390 with 64 bits, big-endian": arch_s390x}


class LinkedFile:
    """A vmlinux, or another program that runs KMSAN's instrumentation."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, "rb") as file:
                self.read(ELFFile(file), os.fstat(file.fileno()).st_size)
        except OSError as error:
            stop(f"{path}: {error.strerror or error}.")
        except (ELFError, ConstructError, UnicodeDecodeError):
            stop(f"{path} is not an ELF file, or not all of one; name a kernel's "
                 "vmlinux.")

    def read(self, elf, size):
        """Looks at the sections, and keeps the code."""
        path = self.path
        if elf.header.e_type == "ET_REL":
            stop(f"{path} is not linked; name the vmlinux that was made of it.")
        machine = (f"{elf.header.e_machine} with {elf.elfclass} bits, "
                   f"{'little' if elf.little_endian else 'big'}-endian")
        if machine not in ARCHITECTURES:
            stop(f"{path} is for {machine}, which is not one of "
                 f"{' and '.join(ARCHITECTURES)}; scripts/kernel/calls/elf_file.py "
                 "says what there is.")
        self.arch = ARCHITECTURES[machine]
        sections = list(elf.iter_sections())
        if any(s["sh_type"] != "SHT_NOBITS" and
               s["sh_offset"] + s["sh_size"] > size for s in sections):
            stop(f"{path} is not whole: it has {size} bytes, and a section that "
                 "ends behind them. Build it again.")
        names = {s.name for s in sections}
        if ".symtab" not in names:
            stop(f"{path} has no symbols; name the vmlinux that is not stripped.")
        if ".debug_info" not in names:
            stop(f"{path} has no DWARF; build it with CONFIG_DEBUG_INFO_DWARF5 or _DWARF4.")
        if elf.get_section_by_name(".debug_info")["sh_flags"] & COMPRESSED:
            stop(f"{path} has compressed DWARF; build it with "
                 "CONFIG_DEBUG_INFO_COMPRESSED_NONE.")
        strings = elf.get_section_by_name(".debug_str")
        if strings and b".dwo\0" in strings.data():
            stop(f"{path} has its DWARF in other files; build it without "
                 "CONFIG_DEBUG_INFO_SPLIT.")
        self.byte_order = "<" if elf.little_endian else ">"
        # (start, end, name, bytes)
        self.code = sorted(
            (s["sh_addr"], s["sh_addr"] + s["sh_size"], s.name, s.data())
            for s in sections if s["sh_flags"] & EXECUTABLE and s["sh_size"])
        # What is data lies in the file until somebody asks for it.
        self.data = [(s["sh_addr"], s["sh_offset"], s["sh_size"])
                     for s in sections if s["sh_type"] == "SHT_PROGBITS"]

    def section_of(self, address):
        """The name of the section with code there, or None."""
        for start, end, name, _ in self.code:
            if start <= address < end:
                return name
        return None

    def code_at(self, address, size):
        """So many bytes of code, or what there is of them."""
        for start, end, _, code in self.code:
            if start <= address < end:
                return code[address - start:address - start + size]
        return b""

    def all_data(self):
        """What each section of data has, one after the other."""
        with open(self.path, "rb") as file:
            for address, offset, size in self.data:
                if address:
                    file.seek(offset)
                    yield file.read(size)

    def data_between(self, start, end):
        """The bytes of data, or nothing if that is not in one section."""
        for address, offset, size in self.data:
            if address <= start < end <= address + size:
                with open(self.path, "rb") as file:
                    file.seek(offset + start - address)
                    return file.read(end - start)
        return b""
