# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Which structs of a caller's frame have their shadow from instrumented code."""

import functools

from calls.arch_values import is_place
from calls.flow_callees import is_plain
from calls.flow_function import Flow
from calls.flow_state import common, unpoisoned

# Through how many functions a caller's address is followed to who writes the shadow.
DEPTH = 2


class Memory:
    """Of the frames of those that are not instrumented."""

    def __init__(self, image, instrumented):
        self.image, self.instrumented = image, instrumented
        self.flow = functools.cache(self.flow)
        self.written = functools.cache(self.written)

    def is_right(self, caller, call, address, size):
        """Whether instrumented callees have written the shadow of all of a struct before, as
        what others store later stays initialised; or only they store there at all."""
        flow = self.flow(caller)
        before = next(c.unpoisoned for c in flow.calls if c.address == call.address)
        return unpoisoned(address, size, before) or is_place(address) and not (
            self.gives_away(flow) or self.stores(flow, address, size))

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

    def gives_away(self, flow):
        """Whether an address of the frame goes to who may store by it: who is not
        instrumented, or unknown, or in NMI context, where nobody writes shadow."""
        for call in flow.calls:
            target, _ = self.image.callee(call.target)
            if call.passed and (not target or call.in_nmi or is_plain(target.name)
                                and target.start not in self.instrumented):
                return True
        return False

    def stores(self, flow, address, size):
        """Whether the caller itself may store there: what it does not read again is no
        register that it keeps."""
        return any(place not in flow.reloaded or place.base != address.base or
                   common({(address, size)}, {(place, length)})
                   for place, length in flow.stores)
