# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Which memory of a caller's frame has its shadow from instrumented code."""

import functools

from calls.arch_values import ALL, is_place
from calls.flow_callees import is_plain
from calls.flow_function import Flow
from calls.flow_state import unpoisoned

# Through how many functions a caller's address is followed to who writes the shadow.
DEPTH = 2


class Memory:
    """Of the frames of those that are not instrumented."""

    def __init__(self, image, instrumented):
        self.image, self.instrumented = image, instrumented
        self.flow = functools.cache(self.flow)
        self.written = functools.cache(self.written)

    def is_right(self, caller, call, address, least, most):
        """Whether instrumented callees have written all the shadow before, as what others
        store later stays initialised, of at least so many bytes; or of at most so
        many only they store any."""
        flow = self.flow(caller)
        before = next(c.unpoisoned for c in flow.calls if c.address == call.address)
        return unpoisoned(address, least, before) or not self.stores(flow, address, most)

    def flow(self, caller):
        """What a caller does, with what its callees write."""
        return Flow(self.image, caller, written=functools.partial(
            self.written, depth=DEPTH))

    def written(self, start, depth):
        """The memory whose shadow a function always writes, behind its arguments."""
        function = self.image.functions.get(start)
        if not depth or not function or start not in self.image.code:
            return ()
        return Flow(self.image, function, given=True, written=functools.partial(
            self.written, depth=depth - 1)).written()

    def stores(self, flow, address, size):
        """Whether the caller may store there, or who is not instrumented."""
        return not is_place(address) or any(
            place.base != address.base or place.offset < address.offset + size
            and address.offset < place.offset + length
            for place, length in {*flow.stores, *self.given(flow)})

    def given(self, flow):
        """What functions that are not instrumented are passed the addresses of."""
        for call in flow.calls:
            target, _ = self.image.callee(call.target)
            if not target or target.start not in self.instrumented and \
                    is_plain(target.name):
                yield from ((place, ALL) for place in call.passed.values())
