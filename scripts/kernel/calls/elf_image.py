# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""All that is read of a linked file, but for its DWARF."""

import struct

from calls.elf_code import Code
from calls.elf_file import LinkedFile
from calls.elf_functions import Functions
from calls.elf_symbols import Symbols
from calls.kmsan import CONTEXT
from calls.messages import stop

# The trampoline of a static call.
STATIC_CALL = "__SCT__"


class Image:
    """A linked file, its symbols, its functions and their code."""

    def __init__(self, path):
        self.path = path
        self.file = LinkedFile(path)
        self.arch = self.file.arch
        self.symbols = Symbols(self.file)
        if all(f.name != CONTEXT for f in self.symbols.functions.values()):
            stop(f"{path} has no {CONTEXT}(); build it with CONFIG_KMSAN.")
        self.functions = Functions(self.symbols)
        self.code = Code(self.file, self.symbols.labels)
        self.jump_labels = self.find_jump_labels()

    def find_jump_labels(self):
        """{address: target} of jumps that the kernel turns on and off."""
        start, end = (self.symbols.marks.get(f"__{which}___jump_table", 0)
                      for which in ("start", "stop"))
        # struct jump_entry: two distances from themselves, and a long.
        return {start + 16 * i + code: start + 16 * i + 4 + target
                for i, (code, target, _) in enumerate(struct.iter_unpack(
                    f"{self.file.byte_order}iiq", self.file.data_between(start, end)))}

    def addresses_at(self, place):
        """Those that stand there in the data, one behind the other."""
        while place is not None and (word := self.file.data_between(place, place + 8)):
            yield struct.unpack(f"{self.file.byte_order}Q", word)[0]
            place += 8

    def pointed_to(self, functions):
        """Which of the functions that start there code or data has a pointer to."""
        found = set()
        for start, _, _, code in self.file.code:
            found |= self.arch.named(code, start, functions - found)
        words = {struct.pack(f"{self.file.byte_order}Q", start): start
                 for start in functions - found}
        for data in self.file.all_data() if words else ():
            found |= {start for word, start in words.items() if word in data}
        return found

    def callee(self, address):
        """The function that is called there, or None, and whether by a static call."""
        function = self.functions.get(address)
        if function and function.name.startswith(STATIC_CALL):
            target = self.arch.jump_at(self.file.code_at(address, 6), address)
            return self.functions.get(target), True
        return function and self.functions.whole(address), False
