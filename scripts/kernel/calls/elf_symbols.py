# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What the symbols of a linked file say."""

import collections
import re

from calls.tools import llvm, run

SYMBOL = re.compile(r"^\s*\d+: ([0-9a-f]+)\s+(\d+|0x[0-9a-f]+) (\w+)\s+(\w+)\s+"
                    r"\w+\s+(\d+|ABS) (\S+)", re.M)
# The order is that of the symbols.
Function = collections.namedtuple("Function",
                                  "start end name is_local section order")


class Symbols:
    """The symbols of code; of the rest only those that start with "__"."""

    def __init__(self, file):
        self.functions = {}     # {start: Function}
        self.labels = collections.defaultdict(list)     # {address: [name, ...]}
        self.marks = {}         # {name: address} of what starts with "__".
        # {name of a file, without folders: [where its static functions start]}, a
        # set for each file of that name.
        self.statics = collections.defaultdict(list)
        statics = self.statics[""]
        text = run(llvm("llvm-readelf"), "-sW", file.path)
        for value, size, kind, bind, _, name in SYMBOL.findall(text):
            value = int(value, 16)
            if kind == "FILE":
                statics = self.statics[name]
                statics.append(set())
            elif kind == "FUNC" and bind == "LOCAL" and statics:
                statics[-1].add(value)
            size = int(size, 0)
            # Where it ends, too, else the table is not one of this file.
            section = file.section_of(value)
            if section != file.section_of(value + max(size, 1) - 1):
                continue
            if name.startswith("__"):
                self.marks[name] = value
            # What CONFIG_FUNCTION_PADDING puts before a function is no function.
            if not section or kind not in ("FUNC", "NOTYPE") or \
                    name.startswith("__pfx_"):
                continue
            self.labels[value].append(name)
            # Assembly has functions without a type, but they have a size. x86's memcpy()
            # is __pi_memcpy() as well.
            if size and (value not in self.functions or kind == "FUNC"
                         and bind != "LOCAL" and not name.startswith("__pi_")):
                self.functions[value] = Function(value, value + size, name, bind == "LOCAL",
                                                 section, len(self.functions))

    def parts_of_text(self):
        """(start, end, name) of parts of .text that were sections of their own, the
        innermost first."""
        ranges = []
        for name, start in self.marks.items():
            if match := re.fullmatch(r"__(\w+)_text_start", name):
                end = self.marks.get(f"__{match[1]}_text_end", start)
                if end > start:
                    ranges.append((end - start, start, end, f".{match[1]}.text"))
        return [part for _, *part in sorted(ranges)]
