# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The parameters of functions."""

import functools
import math

from calls.dwarf_types import Types

# Words of which no struct's name is made: to look each of them up takes long.
SCALAR = {"unsigned", "signed", "int", "char", "short", "long", "_Bool", "bool"}


class Parameters:
    """What functions take; entries is {start: Entry}."""

    def __init__(self, path, entries):
        self.path, self.entries = path, entries

    @functools.cached_property
    def types(self):
        return Types(self.path)

    def entry(self, start):
        """What the function that starts there is declared as, or None."""
        return self.entries.get(start)

    def layouts(self, start):
        """What layout() says of a function's parameters."""
        entry = self.entry(start)
        for t in entry.types if entry else ():
            if t != "...":
                yield self.layout(t)

    def layout(self, t):
        """Whether a type is a struct or a union, and how many bytes it has."""
        if not t or t[1].endswith(("*", ")")) or SCALAR.issuperset(t[1].split()):
            return False, 8
        return self.types.layout(t[0])

    def behind(self, start, number):
        """How many bytes there are behind an argument, at least and at most."""
        entry = self.entry(start)
        # There are more of "...".
        t = entry.types[number] if entry and number < len(entry.types) else None
        is_record, size = self.types.pointed_to(t[0]) if t and t != "..." else (False, 0)
        return max(1, size), size if is_record else math.inf

    def first_pointer(self, types, number):
        """The first pointer of the parameters from this one on, or this one. The
        compiler gives a static function no parameter that is always the same."""
        return next((i for i, t in enumerate(types) if i >= number and t and t != "..."
                     and self.types.is_pointer(t[0])), number)

    def spelled(self, entry):
        """The types that a function takes, as they are written."""
        return ["?" if t is None else t if t == "..." else
                self.types.spelled(t[0]) for t in entry.types]
