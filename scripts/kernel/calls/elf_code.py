# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The instructions of a linked file, of the functions that somebody asks for."""

import re

from calls.arch_instruction import Instruction
from calls.tools import llvm, run

LINE = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)[ \t]*([^#<\n]*)", re.M)
# Pieces of functions, without a name.
PIECES = ".altinstr_aux"


class Code(dict):
    """{address: Instruction}"""

    def __init__(self, file, labels):
        super().__init__()
        self.file, self.labels = file, labels
        self.disassembled = set()
        if any(name == PIECES for _, _, name, _ in file.code):
            self.add(f"--section={PIECES}")

    def disassemble(self, functions):
        """Adds the instructions of these functions."""
        todo = [f for f in functions if f.start not in self.disassembled]
        self.disassembled.update(f.start for f in todo)
        # objdump stops at each symbol.
        names = sorted({name for f in todo for address in range(f.start, f.end)
                        for name in self.labels.get(address, ())})
        # Linux takes no argument of more than 128 KB.
        pieces = [names[i:i + 1000] for i in range(0, len(names), 1000)]
        if names:
            self.add(*(f"--disassemble-symbols={','.join(piece)}" for piece in pieces))

    def add(self, *options):
        """Adds what objdump prints with these options."""
        arch = self.file.arch
        text = run(llvm("llvm-objdump"), "-d", "--no-show-raw-insn", *arch.OBJDUMP,
                   *options, self.file.path)
        last = None
        for match in LINE.finditer(text):
            address = int(match[1], 16)
            if last:
                self[last[0]] = Instruction(*last, address)
            if match[2] == arch.PADDING:
                # There may be megabytes of it, and nothing leads there.
                last = None
                continue
            last = address, match[2], match[3].strip()
            if match[2] == arch.EXECUTE:
                last = arch.executed(*last, self.file.code_at)
        if last:
            self[last[0]] = Instruction(*last, last[0] + 1)
