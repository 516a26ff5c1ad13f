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

from calls.arch_values import ALL, SOMEWHERE, Access, Context, Frame, Given, either, \
    mixed
from calls.kmsan import EVERYTHING, FRAME_OFFSET, METADATA, METADATA_SIZE, \
    SIZE_ON_STACK, UNPOISON, UNPOISON_REGS, UNPOISONS, bits
from calls.reference import unpoisoned

# What is known before an instruction: of registers and places on the stack, of the
# context, and of which memory the shadow was written, {(Frame or Given, size)}.
State = collections.namedtuple("State", "values zeros stored in_nmi unpoisoned")
# A call with what is known before it; the target is an address, or None. Passed are the
# addresses of the frame, {register or distance from the stack pointer: Frame}.
Call = collections.namedtuple(
    "Call", "address target zeros stored in_nmi passed unpoisoned")

# These write no param_tls, and take addresses in it.
COPIES = {"memcpy", "__memcpy", "memmove", "__memmove"}
SETS = {"memset", "__memset"}
NMI = {"irqentry_nmi_enter": True, "irqentry_nmi_exit": False}
# In how many bytes behind the stack pointer there may be arguments.
ON_STACK = 64


def meet(one, two):
    values = {}
    for key in one.values.keys() | two.values.keys():
        value, other = one.values.get(key), two.values.get(key)
        if value != other:
            value = mixed(value, other)
        if value is not None:
            values[key] = value
    return State(values, one.zeros & two.zeros, one.stored & two.stored,
                 one.in_nmi and two.in_nmi, one.unpoisoned & two.unpoisoned)


class Flow:
    """Of a function: its calls, and which bytes of the context it loads, stores
    zeros to, and stores other things to. And at the memory behind which arguments it
    looks, by itself or by whom it passes them on to."""

    def __init__(self, image, function, in_nmi=False, given=False):
        self.image, self.function, self.arch = image, function, image.arch
        self.parts = image.parts(function)
        # {address: (State, accesses, call)}
        self.steps = {}
        self.calls, self.loads, self.zeros, self.others = [], 0, 0, 0
        self.looks, self.reloaded = set(), set()
        self.follow(function.start, State(
            self.arguments() if given else self.frame(function.start), 0, 0, in_nmi,
            frozenset()))
        # To the rest lead only tables, and the fixups of exceptions.
        rest = None
        for start, end in self.parts:
            for address in range(start, end):
                if address in image.code and address not in self.steps:
                    rest = rest or State(self.addresses(), 0, EVERYTHING, False,
                                         frozenset())
                    self.follow(address, rest)
        for _, (state, accesses, call) in sorted(self.steps.items()):
            for kind, offset, size in accesses:
                if kind == "zero":
                    self.zeros |= bits(offset, size)
                elif kind == "store":
                    self.others |= bits(offset, size)
            if call:
                stack = self.on_stack(state.values)
                self.calls.append(call._replace(passed={
                    **call.passed, **self.of_frame(stack)}))
                self.looks.update(*(
                    value.places for value in stack.values()
                    if isinstance(value, Given) and self.is_plain(call.target)))
        # Nobody asks for them any more, and a large kernel has millions.
        self.steps.clear()

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
            if address not in self.image.code or not self.owns(address):
                continue
            known = self.steps[address][0] if address in self.steps else None
            if known:
                state = meet(known, state)
            # Where the stack pointer is unknown, the frame starts anew.
            stack = state.values.get(self.arch.STACK)
            if stack == SOMEWHERE or not isinstance(stack, Frame):
                state = state._replace(values=state.values | self.frame(address))
            if state == known:
                continue
            accesses, call, ways = self.step(self.image.code[address], state)
            self.steps[address] = state, accesses, call
            # On one way is enough, as a loop's first is.
            for kind, offset, size in accesses:
                if kind == "load":
                    self.loads |= bits(offset, size)
                elif kind == "reload":
                    self.reloaded.add(offset)
                elif kind == "look" and not unpoisoned(offset, size, state.unpoisoned):
                    self.looks |= offset.places
            todo += ways

    def owns(self, address):
        """Not what stands behind a call that does not return; but pieces that have
        no name are whose who jumps there."""
        for start, end in self.parts:
            if start <= address < end:
                return True
        return not self.image.at(address)

    def step(self, instruction, state):
        """What an instruction does: its accesses to the context, its call or None,
        and where it goes on, with what is known there."""
        kind, target = self.arch.control(instruction, state.values)
        if kind is None:
            values = dict(state.values)
            accesses = self.arch.execute(instruction, values)
            state = self.accessed(state, accesses, values)
            return accesses, None, self.onwards(instruction, state)
        if kind == "end" or target == "table":
            return [], None, []
        if kind == "call" or self.leaves(target):
            function = self.image.functions.get(target)
            if function and self.arch.RETURN_THUNK.match(function.name):
                return [], None, []
            if function and self.arch.THUNK.match(function.name):
                target = None
            if target == self.image.context or function and \
                    function.name in UNPOISONS:
                call = None
            else:
                call = Call(instruction.address, target, state.zeros, state.stored,
                            state.in_nmi, self.of_frame(self.in_registers(state.values)),
                            state.unpoisoned)
            accesses, after = self.called(target, function, state)
            if kind == "jump":
                return accesses, call, []
            if kind == "branch":
                after = meet(after, state)
            return accesses, call, self.onwards(instruction, after)
        ways = [(target, state)]
        if kind == "branch":
            ways += self.onwards(instruction, state)
        elif instruction.address in self.image.jump_labels:
            ways.append((instruction.end, state))
        return [], None, ways

    def onwards(self, instruction, state):
        ways = [(instruction.end, state)]
        if label := self.image.jump_labels.get(instruction.address):
            ways.append((label, state))
        return ways

    def leaves(self, target):
        """Whether a jump there is a call: to where another function starts."""
        return target is None or target in self.image.functions and \
            self.image.whole(target) is not self.function

    def in_registers(self, values):
        """What there is where a call may have an argument: registers."""
        return {place: values[place] for place in self.arch.ARGUMENTS if place in values}

    def on_stack(self, values):
        """And places on the stack; not those that the function itself reads again, where
        it has kept a register."""
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

    def is_plain(self, target):
        """Whether a call is none that memory() knows."""
        function = self.image.functions.get(target)
        return not function or not function.name.startswith("__msan_") and \
            function.name not in COPIES | SETS | UNPOISONS

    def memory(self, name, values):
        """The (address, size) at which a callee may look, and those whose shadow it
        writes: of KMSAN's and of COPIES and SETS it is known."""
        given = [values.get(register) for register in self.arch.ARGUMENTS]
        plain = name.removeprefix("__msan_")
        looks, writes = [], []
        if match := METADATA.fullmatch(name):
            # Where what it returns goes to may be before the address.
            first = METADATA_SIZE > self.arch.RETURNED
            size = given[first + 1] if match[2] == "n" else int(match[2])
            (looks if match[1] == "load" else writes).append((given[first], size))
        elif plain in COPIES | SETS:
            if plain in COPIES:
                looks.append((given[1], given[2]))
            if plain != name:
                writes.append((given[0], given[2]))
        elif name in UNPOISONS:
            writes.append((given[0], given[1]))
        elif name == UNPOISON_REGS and isinstance(given[0], Given):
            writes.append((given[0], ALL))
        elif plain == name:
            looks = [(value, ALL) for value in self.in_registers(values).values()]
        return looks, writes

    @staticmethod
    def accessed(state, accesses, values):
        zeros, stored = state.zeros, state.stored
        for kind, offset, size in accesses:
            if kind in ("load", "look", "reload"):
                continue
            stored |= bits(offset, size)
            # How many bytes are on the stack is a count.
            if kind == "zero" or bits(offset, size) == SIZE_ON_STACK:
                zeros |= bits(offset, size)
            else:
                zeros &= ~bits(offset, size)
        return State(values, zeros, stored, state.in_nmi, state.unpoisoned)

    def called(self, target, function, state):
        """The accesses that a callee makes by the addresses it is given, and what
        is known behind the call."""
        arch, name = self.arch, function.name if function else ""
        looks, writes = self.memory(name, state.values)
        accesses = [Access("look", value, ALL if size is None else size)
                    for value, size in looks if isinstance(value, Given)]
        state = state._replace(unpoisoned=state.unpoisoned | {
            (value, size) for value, size in writes if isinstance(value, (Frame, Given))
            and value.offset is not None and isinstance(size, (int, float))})
        given = [state.values.get(r) for r in arch.ARGUMENTS]
        if name in SETS:
            if isinstance(given[0], Context) and isinstance(given[2], int):
                accesses.append(Access(
                    "zero" if given[1] == 0 else "store", given[0].offset,
                    given[2]))
        elif name in UNPOISONS:
            if name == UNPOISON and given[0] == state.values[arch.STACK]:
                accesses.append(Access("zero", FRAME_OFFSET, 1))
        else:
            for i, value in enumerate(given):
                # Not what is left in a register from before: what is copied.
                if isinstance(value, Context) and (
                        name in COPIES and i == 1):
                    size = given[2] if isinstance(given[2], int) else \
                        800 - value.offset % 800
                    accesses.append(Access("load", value.offset, size))
        values = {k: v for k, v in state.values.items()
                  if k in arch.SAVED or isinstance(k, Frame)}
        if target == self.image.context:
            values[arch.RESULT] = Context(0)
        elif name.removeprefix("__msan_") in SETS | COPIES:
            if given[0] is not None:
                values[arch.RESULT] = given[0]
        state = self.accessed(state, accesses, values)
        if name in NMI:
            state = state._replace(zeros=0, stored=EVERYTHING, in_nmi=NMI[name])
        elif target != self.image.context and not name.startswith("__msan_") and \
                name not in SETS | COPIES:
            state = state._replace(zeros=0, stored=EVERYTHING)
        return accesses, state
