# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Which shadow of its arguments a callee reads."""

from calls.flow_function import Flow
from calls.kmsan import ARGUMENTS, FRAME, PARAM

# Through how many functions a record is followed that is only passed on.
DEPTH = 3


class Reads:
    """What callees read; flows is {start: Flow} of them, and grows."""

    def __init__(self, image, instrumented, parameters, flows):
        self.image, self.instrumented = image, instrumented
        self.parameters, self.flows = parameters, flows
        self.follow_records()

    def of(self, start):
        """The bytes of the context, and the bit of the frame, as bits."""
        return self.shadow(start) | self.copies(start)

    def shadow(self, start, depth=DEPTH):
        """The bytes of arguments' shadow that a function reads: what it loads, and
        what it passes on to another, as no store is needed for that, in param_tls. What
        is variadic is not passed on so."""
        reads = self.flows[start].loads & ARGUMENTS
        if depth and (depth < DEPTH or self.takes_record(start)):
            for target, call in self.passes_on(start):
                reads |= self.shadow(target, depth - 1) & PARAM & ~call.stored
        return reads

    def copies(self, start):
        """The bit of the caller's frame, where a function is passed a pointer to a
        copy there: clang checks the pointer at callers, and not the copy."""
        return FRAME if any(self.image.arch.copied(size) for _, size
                            in self.parameters.layouts(start)) else 0

    def takes_record(self, start):
        """Whether a struct or a union is passed by value, for all that the DWARF says."""
        return not self.parameters.entry(start) or any(
            is_record for is_record, _ in self.parameters.layouts(start))

    def passes_on(self, start):
        """The callees that find there what a function has been given in param_tls,
        with the calls."""
        for call in self.flows[start].calls:
            target, _ = self.image.callee(call.target)
            if PARAM & ~call.stored and target and target.start in self.instrumented:
                yield target.start, call

    def follow_records(self):
        """Reads the code of those that records may be passed on to."""
        callers = [start for start in self.flows if self.takes_record(start)]
        for _ in range(DEPTH):
            targets = {target for start in callers
                       for target, _ in self.passes_on(start)}
            functions = [self.image.functions[start]
                         for start in targets - set(self.flows)]
            self.image.code.disassemble(functions)
            self.flows.update((f.start, Flow(self.image, f)) for f in functions)
            callers = targets
