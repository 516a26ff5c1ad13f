# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What holds on every path through a function: a must-analysis.

Of each byte of KMSAN's context it follows whether zeros were stored there since the
last call, as a fixup does, or whether anything was; and whether the code is between
irqentry_nmi_enter() and irqentry_nmi_exit(). Where paths meet, only what all of
them have goes on.

Of the frame it follows which bytes were unpoisoned, in the same way. Which registers
and places on the stack have an address in it is a may-analysis: on one path is
enough. So is what a function does with the memory that its arguments point to.
"""

import collections
import functools
import itertools

from calls.arch_values import ALL, SOMEWHERE, Frame, Given, either, is_place, moved
from calls.flow_callees import called, in_registers, is_plain
from calls.flow_state import State, accessed, common, meet, name_made, unpoisoned
from calls.kmsan import CONTEXT, EVERYTHING, METADATA, UNPOISONS, bits

# A call with what is known before it; the target is an address, or None. Passed are the
# addresses of the frame, {register or distance from the stack pointer: Frame}.
Call = collections.namedtuple(
    "Call", "address target zeros stored in_nmi passed unpoisoned")

# In how many bytes behind the stack pointer there may be arguments.
ON_STACK = 64


class Flow:
    """Of a function: its calls, and which bytes of the context it loads, stores
    zeros to, and stores other things to; where it stores in its frame. And behind which
    arguments it looks at memory, by itself or by whom it passes them on to.

    written tells of a callee what written() tells of its Flow.
    """

    def __init__(self, image, function, in_nmi=False, given=False,
                 written=lambda target: ()):
        self.function, self.arch, self.written_by = function, image.arch, written
        self.image, self.code, self.functions = image, image.code, image.functions
        self.jump_labels = image.jump_labels
        self.parts = [(part.start, part.end) for part in self.functions.parts(function)]
        # {address: (State, accesses, call)}
        self.steps = {}
        self.calls, self.loads, self.zeros, self.others = [], 0, 0, 0
        self.stores = set()
        # {address: what is unpoisoned where it ends}
        self.ends = {}
        # {kind of an access: the places of the arguments behind which it is}
        self.behind, self.reloaded = {"read": set(), "look": set()}, set()
        self.follow(function.start, State(
            self.arguments() if given else self.frame(function.start), 0, 0, in_nmi,
            frozenset()))
        self.follow_rest()
        self.gather()
        # Nobody asks for them any more, and a large kernel has millions.
        self.steps.clear()

    def follow_rest(self):
        """The code to which only tables and the fixups of exceptions lead."""
        rest = None
        for start, end in self.parts:
            for address in range(start, end):
                if address in self.code and address not in self.steps:
                    rest = rest or State(self.addresses(), 0, EVERYTHING, False,
                                         frozenset())
                    self.follow(address, rest)

    def gather(self):
        """What all that was followed does, in order."""
        for _, (state, accesses, call) in sorted(self.steps.items()):
            for kind, offset, size in accesses:
                if kind == "zero":
                    self.zeros |= bits(offset, size)
                elif kind == "store":
                    self.others |= bits(offset, size)
                elif kind == "write" and offset not in self.links(state.values):
                    self.stores.add((offset, size))
            if call:
                stack = self.on_stack(state.values)
                self.calls.append(call._replace(passed={
                    **call.passed, **self.of_frame(stack)}))
                self.behind["look"].update(*(
                    value.places for value in stack.values()
                    if isinstance(value, Given) and is_plain(self.name(call.target))))

    def links(self, values):
        """Where the caller's stack pointer is kept, for backtraces."""
        return [moved(values[self.arch.STACK], link) for link in self.arch.LINKS]

    def looks(self, is_hook):
        """The places of the arguments behind which it looks. Instrumented code looks at the
        shadow of what it reads, but with __no_kmsan_checks."""
        checks = is_hook or any(
            (match := METADATA.fullmatch(self.name(call.target))) and match[1] == "load"
            for call in self.calls)
        return self.behind["look"] | (self.behind["read"] if checks else set())

    def written(self):
        """The (Given, size) of memory whose shadow it has written wherever it ends."""
        ends = list(self.ends.values()) or [()]
        return [(place, size) for place, size in functools.reduce(common, ends)
                if isinstance(place, Given) and size != ALL]

    def frame(self, address):
        """The stack pointer, where nothing else is known."""
        return {self.arch.STACK: Frame(address, 0)}

    def arguments(self):
        """What is known at the start of each argument that there may be."""
        start, first = self.function.start, self.arch.FIRST_ON_STACK
        values = {place: Given(frozenset([place]), 0) for place in self.arch.ARGUMENTS}
        for place in range(first, first + ON_STACK, 8):
            values[Frame(start, self.arch.CALL + place)] = Given(frozenset([place]), 0)
        return values | self.frame(start)

    def addresses(self):
        """The addresses that places and registers, but for those that calls change, have
        anywhere in what was followed; the stack pointer's is that of most of it."""
        values, stack = {}, collections.Counter()
        for state, _, _ in self.steps.values():
            stack[state.values[self.arch.STACK]] += 1
            for key, value in state.values.items():
                # A name, see name_made(), holds on the way from there only.
                if isinstance(value, Frame) and not is_place(value):
                    value = SOMEWHERE
                if isinstance(value, (Frame, Given)) and (
                        isinstance(key, Frame) or key in self.arch.SAVED):
                    values[key] = either(values.get(key, value), value)
        for place, _ in stack.most_common(1):
            values[self.arch.STACK] = place
        return values

    def follow(self, address, state):
        """Goes all ways from an address until nothing new is known."""
        todo = [(address, state)]
        while todo:
            address, state = todo.pop()
            if address not in self.code or not self.owns(address):
                if self.has(address):
                    # What nobody has disassembled.
                    self.ends[address] = frozenset()
                continue
            known = self.steps[address][0] if address in self.steps else None
            if known:
                state = meet(known, state)
            # Where the stack pointer is unknown, the frame starts anew.
            stack = state.values.get(self.arch.STACK)
            if not is_place(stack):
                state = state._replace(values=state.values | self.frame(address))
            if state == known:
                continue
            accesses, call, ways = self.step(self.code[address], state)
            self.steps[address] = state, accesses, call
            # On one way is enough, as a loop's first is.
            for kind, offset, size in accesses:
                if kind == "load":
                    self.loads |= bits(offset, size)
                elif kind == "reload":
                    self.reloaded.update(moved(offset, i) for i in range(0, size, 8))
                elif kind in self.behind and not unpoisoned(offset, size, state.unpoisoned):
                    self.behind[kind] |= offset.places
            todo += ways

    def has(self, address):
        """Whether that is in the function."""
        return any(start <= address < end for start, end in self.parts)

    def owns(self, address):
        """Not what stands behind a call that does not return; but pieces that have
        no name are whose who jumps there."""
        return self.has(address) or not self.functions.at(address)

    def step(self, instruction, state):
        """What an instruction does: its accesses to the context, its call or None,
        and where it goes on, with what is known there."""
        kind, target = self.arch.control(instruction, state.values)
        if kind == "return":
            self.ends[instruction.address] = state.unpoisoned
            return [], None, self.onwards(instruction, state)
        if kind is None:
            values = dict(state.values)
            accesses = self.arch.execute(instruction, values)
            name_made(values, state.values, instruction.address, self.arch.STACK)
            state = accessed(state, accesses, values)
            return accesses, None, self.onwards(instruction, state)
        if kind == "end":
            self.ends[instruction.address] = state.unpoisoned
            return [], None, []
        if target == "table":
            ways = [(way, state) for way in itertools.takewhile(
                self.has, self.image.addresses_at(self.arch.table_of(instruction)))]
            if not ways:
                self.ends[instruction.address] = frozenset()
            return [], None, ways
        if kind == "call" or self.leaves(target):
            return self.step_over(kind, target, instruction, state)
        ways = [(target, state)]
        if kind == "branch":
            ways += self.onwards(instruction, state)
        elif instruction.address in self.jump_labels:
            ways.append((instruction.end, state))
        return [], None, ways

    def step_over(self, kind, target, instruction, state):
        """The same of a call, and of a jump to another function, which is one."""
        name = self.name(target)
        if self.arch.RETURN_THUNK.match(name):
            self.ends[instruction.address] = state.unpoisoned
            return [], None, []
        if self.arch.THUNK.match(name):
            target = None
        call = None
        if name != CONTEXT and name not in UNPOISONS:
            call = Call(instruction.address, target, state.zeros, state.stored,
                        state.in_nmi,
                        self.of_frame(in_registers(self.arch, state.values)),
                        state.unpoisoned)
        accesses, after = called(self.arch, name, state)
        if not state.in_nmi:
            after = after._replace(unpoisoned=after.unpoisoned | self.behind_call(
                target, state.values))
        if kind != "call":
            self.ends[instruction.address] = after.unpoisoned
        if kind == "jump":
            return accesses, call, []
        if kind == "branch":
            after = meet(after, state)
        return accesses, call, self.onwards(instruction, after)

    def behind_call(self, target, values):
        """Whose shadow a callee has written, of what it is passed the addresses of."""
        found = set()
        for (places, offset), size in self.written_by(target):
            address = moved(values.get(*places), offset)
            if isinstance(address, (Frame, Given)) and address.offset is not None:
                found.add((address, size))
        return found

    def name(self, start):
        """What the function that starts there is called, or nothing."""
        function = self.functions.get(start)
        return function.name if function else ""

    def onwards(self, instruction, state):
        """What comes behind an instruction, in all ways that it has."""
        ways = [(instruction.end, state)]
        if label := self.jump_labels.get(instruction.address):
            ways.append((label, state))
        return ways

    def leaves(self, target):
        """Whether a jump there is a call: to where another function starts."""
        return target is None or target in self.functions and \
            self.functions.whole(target) is not self.function

    def on_stack(self, values):
        """What there is in places on the stack where a call may have an argument; not in
        those that the function itself reads again, where it has kept a register."""
        base, offset = values[self.arch.STACK]
        first = offset + self.arch.FIRST_ON_STACK
        return {key.offset - offset: value for key, value in values.items()
                if isinstance(key, Frame) and key.base == base and
                first <= key.offset < first + ON_STACK and key not in self.reloaded}

    def of_frame(self, values):
        """The addresses of the function's own frame: not of its caller's, where arguments
        are that it has itself."""
        return {place: address for place, address in values.items()
                if isinstance(address, Frame) and (
                    address.base != self.function.start
                    or address.offset < self.arch.FIRST_ON_STACK)}
