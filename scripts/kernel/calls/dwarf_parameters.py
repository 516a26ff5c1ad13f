# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The parameters of functions."""

import functools

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

    def behind(self, start, number, is_local):
        """Whether there is a struct or a union behind an argument, and how many bytes there
        are, at least. Of a static function it may be any pointer behind it, as for
        first_pointer()."""
        entry = self.entry(start)
        # There are more of "...".
        types = entry.types[number:None if is_local else number + 1] if entry else []
        layouts = [self.types.pointed_to(t[0]) for t in types
                   if t and t != "..." and self.types.is_pointer(t[0])]
        return any(is_record and size for is_record, size in layouts), max(
            [1, *(size for _, size in layouts)])

    def first_pointer(self, types, number):
        """The first pointer of the parameters from this one on, or this one. The
        compiler gives a static function no parameter that is always the same."""
        return next((i for i, t in enumerate(types) if i >= number and t and t != "..."
                     and self.types.is_pointer(t[0])), number)

    def spelled(self, entry):
        """The types that a function takes, as they are written."""
        return ["?" if t is None else t if t == "..." else
                self.types.spelled(t[0]) for t in entry.types]
