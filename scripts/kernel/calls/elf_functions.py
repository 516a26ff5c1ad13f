# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The functions of a linked file: where they are, and which parts they have."""

import bisect
import collections


class Functions(dict):
    """{start: Function}, sorted. The section is that which it was compiled for."""

    def __init__(self, symbols):
        super().__init__()
        parts_of_text = symbols.parts_of_text()
        for start, function in sorted(symbols.functions.items()):
            for low, high, name in parts_of_text:
                if low <= start < high:
                    function = function._replace(section=name)
                    break
            self[start] = function
        self.starts = list(self)
        self.find_cold_parts(symbols.labels)

    def find_cold_parts(self, labels):
        """What of a function stands elsewhere, as function.cold."""
        self.whole_of, self.parts_of = {}, collections.defaultdict(list)
        by_name = collections.defaultdict(list)
        for function in self.values():
            for name in labels[function.start]:
                by_name[name].append(function)
        for function in self.values():
            name, cold, _ = function.name.partition(".cold")
            # Several may have the name; a cold part follows that of its own file.
            if cold and (wholes := by_name.get(name)):
                whole = min(wholes, key=lambda f: abs(f.order - function.order))
                self.whole_of[function.start] = whole
                self.parts_of[whole.start].append(function)

    def at(self, address):
        """The function around an address, or None."""
        i = bisect.bisect(self.starts, address) - 1
        if i < 0 or self[self.starts[i]].end <= address:
            return None
        return self[self.starts[i]]

    def neighbours(self, function):
        """Where the functions before and behind it start."""
        i = self.starts.index(function.start)
        return [self.starts[j] for j in (i - 1, i + 1)
                if 0 <= j < len(self.starts)]

    def whole(self, start):
        """The function that starts there, or that of which it is a part."""
        return self.whole_of.get(start) or self[start]

    def parts(self, function):
        """The functions of which a function is made: itself, and its cold parts."""
        return [function, *self.parts_of.get(function.start, ())]
