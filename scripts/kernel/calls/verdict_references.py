# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What is passed by reference: which arguments are addresses of the caller's frame,
behind which the callee looks, and whether the memory there was unpoisoned.

Addresses are followed in one function at a time. So a callee that stores an address or
passes it on looks at what is there; one that reads what it has itself stored there does
not. What other callees have stored there, verdict_memory tells.
"""

from calls.arch_arguments import placed
from calls.flow_function import Flow
from calls.flow_state import unpoisoned
from calls.verdict_memory import Memory


class References:
    """Of calls of the functions that start at these addresses; hooks is where those of
    KMSAN's own start that look, and sparing where those that do not look at a noinstr
    caller's frame."""

    def __init__(self, image, parameters, starts, hooks, sparing, instrumented):
        self.arch, self.parameters, self.sparing = image.arch, parameters, sparing
        self.functions, self.memory = image.functions, Memory(image, instrumented)
        # {start: the places of the arguments behind which it looks}
        self.looks = {start: Flow(image, image.functions[start], given=True).looks(
            start in hooks) for start in starts}

    def of(self, caller, call, target):
        """{number of an argument: whether the memory was unpoisoned}"""
        if not target or target.start not in self.looks or \
                target.start in self.sparing and caller.section.startswith(".noinstr"):
            return {}
        found = {}
        for place, address in call.passed.items():
            number = self.number(target.start, place)
            if number is None:
                continue
            is_record, size = self.parameters.behind(
                target.start, number, target.is_local)
            safe = unpoisoned(address, size, call.unpoisoned)
            if safe or not is_record or not self.memory.is_right(
                    caller, call, address, size):
                found[number] = found.get(number, True) and safe
        return found

    def number(self, start, place):
        """Which argument a function has in a place, and looks behind; or None."""
        entry = self.parameters.entry(start)
        types = entry.types if entry else [None] * len(self.arch.ARGUMENTS)
        layouts = [self.parameters.layout(t) for t in types if t != "..."]
        hidden = [8] if entry and self.returned_in_memory(entry) else []
        found, behind = placed(self.arch, hidden + [size for _, size in layouts])
        for number, (places, (_, size)) in enumerate(zip(found[len(hidden):], layouts)):
            if place in places:
                if place not in self.looks[start] or self.arch.copied(size):
                    return None
                # The compiler may have taken parameters away.
                return self.parameters.first_pointer(types, number) if \
                    self.functions[start].is_local else number
        # In the registers that calls save, and on the stack, any other value may be left.
        return len(layouts) + behind.index(place) if "..." in types and place in behind \
            and place not in self.arch.SAVED else None

    def returned_in_memory(self, entry):
        is_record, size = self.parameters.layout(entry.returned)
        return is_record and size > self.arch.RETURNED
