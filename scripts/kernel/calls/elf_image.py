# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a linked ELF file says of its functions: names, sections, instructions, and
who asks for KMSAN's context."""

import bisect
import collections
import functools
import os
import re
import struct

from calls import arch_s390x, arch_x86_64
from calls.arch_instruction import Instruction
from calls.kmsan import CONTEXT, UNPOISON
from calls.messages import stop
from calls.tools import llvm, run

try:
    from elftools.common.exceptions import ELFError
    from elftools.construct.core import ConstructError
    from elftools.elf.elffile import ELFFile
except ImportError:
    stop("needs pyelftools; install python3-pyelftools.")

EXECUTABLE = 4          # SHF_EXECINSTR
# What the header says: the module that knows its instructions.
ARCHITECTURES = {"EM_X86_64 with 64 bits, little-endian": arch_x86_64,
                 "EM_S390 with 64 bits, big-endian": arch_s390x}

Function = collections.namedtuple("Function", "start end name is_local section")
SYMBOL = re.compile(r"^\s*\d+: ([0-9a-f]+)\s+(\d+|0x[0-9a-f]+) (\w+)\s+(\w+)\s+"
                    r"\w+\s+(\d+|ABS) (\S+)", re.M)
LINE = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)[ \t]*([^#<\n]*)", re.M)


class Image:
    """A vmlinux, or another program that runs KMSAN's instrumentation."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, "rb") as file:
                self.read(ELFFile(file), os.fstat(file.fileno()).st_size)
        except OSError as error:
            stop(f"{path}: {error.strerror}.")
        except (ELFError, ConstructError, UnicodeDecodeError):
            stop(f"{path} is not an ELF file, or not all of one; name a kernel's "
                 "vmlinux.")
        self.read_symbols()
        self.find_instrumented()
        self.find_cold_parts()
        self.code = {}
        self.disassembled = set()

    def read(self, elf, size):
        """Looks at the sections, and keeps the code."""
        path = self.path
        if elf.header.e_type == "ET_REL":
            stop(f"{path} is not linked; name the vmlinux that was made of it.")
        machine = (f"{elf.header.e_machine} with {elf.elfclass} bits, "
                   f"{'little' if elf.little_endian else 'big'}-endian")
        if machine not in ARCHITECTURES:
            stop(f"{path} is for {machine}, which is not one of "
                 f"{' and '.join(ARCHITECTURES)}; scripts/kernel/calls/elf_image.py "
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
        self.byte_order = "<" if elf.little_endian else ">"
        self.debug_size = elf.get_section_by_name(".debug_info")["sh_size"]
        # (start, end, name, bytes)
        self.sections = sorted(
            (s["sh_addr"], s["sh_addr"] + s["sh_size"], s.name, s.data())
            for s in sections if s["sh_flags"] & EXECUTABLE and s["sh_size"])
        # What is data lies in the file until somebody asks for it.
        self.data = [(s["sh_addr"], s["sh_offset"], s["sh_size"])
                     for s in sections if s["sh_type"] == "SHT_PROGBITS"]

    def read_symbols(self):
        text = run(llvm("llvm-readelf"), "-sW", self.path)
        found, self.labels = {}, collections.defaultdict(list)
        self.marks, self.order = {}, {}
        # {name of a file, without folders: [where its static functions start]}, a
        # set for each file of that name.
        self.statics = collections.defaultdict(list)
        file = self.statics[""]
        for value, size, kind, bind, _, name in SYMBOL.findall(text):
            value = int(value, 16)
            if kind == "FILE":
                file = self.statics[name]
                file.append(set())
            elif kind == "FUNC" and bind == "LOCAL" and file:
                file[-1].add(value)
            size = int(size, 0)
            # Where it ends, too, else the table is not one of this file.
            section = self.section_of(value)
            if section != self.section_of(value + max(size, 1) - 1):
                continue
            if name.startswith("__"):
                self.marks[name] = value
            # What CONFIG_FUNCTION_PADDING puts before a function is no function.
            if not section or kind not in ("FUNC", "NOTYPE") or \
                    name.startswith("__pfx_"):
                continue
            self.labels[value].append(name)
            # Assembly has functions without a type, but they have a size.
            if size and (value not in found or kind == "FUNC"
                         and bind != "LOCAL"):
                found[value] = Function(value, value + size, name,
                                        bind == "LOCAL", section)
                self.order[value] = len(self.order)
        if CONTEXT not in (names := {f.name: f for f in found.values()}):
            stop(f"{self.path} has no {CONTEXT}(); build it with CONFIG_KMSAN.")
        self.context = names[CONTEXT].start
        # Parts of .text that were sections of their own, the innermost first.
        ranges = []
        for name, start in self.marks.items():
            if match := re.fullmatch(r"__(\w+)_text_start", name):
                end = self.marks.get(f"__{match[1]}_text_end", start)
                if end > start:
                    ranges.append((end - start, start, end, f".{match[1]}.text"))
        ranges.sort()
        self.functions = {}
        for start, function in sorted(found.items()):
            for _, low, high, name in ranges:
                if low <= start < high:
                    function = function._replace(section=name)
                    break
            self.functions[start] = function
        self.starts = list(self.functions)

    def section_of(self, address):
        for start, end, name, _ in self.sections:
            if start <= address < end:
                return name
        return None

    def at(self, address):
        """The function around an address, or None."""
        i = bisect.bisect(self.starts, address) - 1
        if i < 0 or self.functions[self.starts[i]].end <= address:
            return None
        return self.functions[self.starts[i]]

    def neighbours(self, function):
        """Where the functions before and behind it start."""
        i = self.starts.index(function.start)
        return [self.starts[j] for j in (i - 1, i + 1)
                if 0 <= j < len(self.starts)]

    def find_instrumented(self):
        """Splits the functions: those that ask for the context and call another
        function of the instrumentation, those that only ask, and the rest."""
        runtime = {f.start for f in self.functions.values()
                   if f.name.startswith("__msan_") and f.name != UNPOISON}
        asking, others = set(), set()
        for start, _, _, code in self.sections:
            for address, target in self.arch.direct_calls(code, start):
                if target in runtime and (function := self.at(address)):
                    (asking if target == self.context else others).add(
                        function.start)
        self.asking = asking
        self.instrumented = asking & others

    def bytes_at(self, address, size):
        for start, end, _, code in self.sections:
            if start <= address < end:
                return code[address - start:address - start + size]
        return b""

    def thunk_target(self, function):
        """Where the trampoline of a static call goes."""
        target = self.arch.jump_at(self.bytes_at(function.start, 6),
                                   function.start)
        return self.functions.get(target)

    @functools.cached_property
    def jump_labels(self):
        """{address: target} of jumps that the kernel turns on and off."""
        start, end = (self.marks.get(f"__{which}___jump_table", 0)
                      for which in ("start", "stop"))
        for address, offset, size in self.data:
            if address <= start < end <= address + size:
                with open(self.path, "rb") as file:
                    file.seek(offset + start - address)
                    data = file.read(end - start)
                # struct jump_entry: two distances from themselves, and a long.
                return {start + 16 * i + code: start + 16 * i + 4 + target
                        for i, (code, target, _) in enumerate(
                            struct.iter_unpack(f"{self.byte_order}iiq", data))}
        return {}

    def find_cold_parts(self):
        """What of a function stands elsewhere, as function.cold."""
        self.whole_of, self.parts_of = {}, collections.defaultdict(list)
        by_name = collections.defaultdict(list)
        for function in self.functions.values():
            for name in self.labels[function.start]:
                by_name[name].append(function)
        for function in self.functions.values():
            name, cold, _ = function.name.partition(".cold")
            # Several may have the name; a cold part follows that of its own file.
            if cold and (wholes := by_name.get(name)):
                whole = min(wholes, key=lambda f: abs(
                    self.order[f.start] - self.order[function.start]))
                self.whole_of[function.start] = whole
                self.parts_of[whole.start].append(function)

    def whole(self, start):
        """The function that starts there, or that of which it is a part."""
        return self.whole_of.get(start) or self.functions[start]

    def parts(self, function):
        """The ranges of addresses of a function."""
        return [(f.start, f.end)
                for f in (function, *self.parts_of[function.start])]

    def disassemble(self, functions):
        """Adds the instructions of these functions to self.code."""
        todo = [f for f in functions if f.start not in self.disassembled]
        self.disassembled.update(f.start for f in todo)
        # objdump stops at each symbol.
        names = sorted({name for f in todo for address in range(f.start, f.end)
                        for name in self.labels.get(address, ())})
        # Linux takes no argument of more than 128 KB.
        pieces = [names[i:i + 1000] for i in range(0, len(names), 1000)]
        if names:
            self.add(*(f"--disassemble-symbols={','.join(piece)}" for piece in pieces))

    def disassemble_section(self, name):
        """The same of a section without functions."""
        if any(section == name for _, _, section, _ in self.sections):
            self.add(f"--section={name}")

    def add(self, *options):
        """The same of what objdump prints with these options."""
        text = run(llvm("llvm-objdump"), "-d", "--no-show-raw-insn",
                   *self.arch.OBJDUMP, *options, self.path)
        last = None
        for match in LINE.finditer(text):
            address = int(match[1], 16)
            if last:
                self.code[last[0]] = Instruction(*last, address)
            last = address, match[2], match[3].strip()
            if match[2] == self.arch.EXECUTE:
                last = self.arch.executed(*last, self.bytes_at)
        if last:
            self.code[last[0]] = Instruction(*last, last[0] + 1)
