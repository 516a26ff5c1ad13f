# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What holds on every path through a function: a must-analysis.

Of each byte of KMSAN's context it follows whether zeros were stored there since the
last call, as a fixup does, or whether anything was; and whether the code is between
irqentry_nmi_enter() and irqentry_nmi_exit(). Where paths meet, only what all of
them have goes on. A byte of the context is a bit, as in struct kmsan_context_state:
param_tls is from 0 on, va_arg_tls from 1600, va_arg_overflow_size_tls at 3200. One
more bit is of the frame, where some architectures put copies of arguments.
"""

import collections


def bits(offset, size):
    return ((1 << max(size, 0)) - 1) << max(offset, 0)


PARAM = bits(0, 800)
SIZE_ON_STACK = bits(3200, 8)
FRAME = bits(4096, 1)
ARGUMENTS = PARAM | bits(1600, 800) | SIZE_ON_STACK | FRAME
EVERYTHING = bits(0, 4096)

# What is known of a register or a place on the stack, beside numbers.
Context = collections.namedtuple("Context", "offset")
STACK = "stack"     # what the stack pointer has
# An access to the context: "load", "zero" (a store of zeros) or "store".
Access = collections.namedtuple("Access", "kind offset size")

# What is known before an instruction: of registers and places on the stack, and of
# the context.
State = collections.namedtuple("State", "values zeros stored in_nmi")
# A call with what is known before it; the target is an address, or None.
Call = collections.namedtuple("Call", "address target zeros stored in_nmi")
UNKNOWN = State({}, 0, EVERYTHING, False)

# These write no param_tls, and take addresses in it.
COPIES = {"memcpy", "__memcpy", "memmove", "__memmove"}
SETS = {"memset", "__memset"}
# As a fixup does with the frame.
UNPOISON = "__msan_unpoison_alloca"
NMI = {"irqentry_nmi_enter": True, "irqentry_nmi_exit": False}


def meet(one, two):
    return State({k: v for k, v in one.values.items()
                  if two.values.get(k) == v}, one.zeros & two.zeros,
                 one.stored & two.stored, one.in_nmi and two.in_nmi)


class Flow:
    """Of a function: its calls, and which bytes of the context it loads, stores
    zeros to, and stores other things to."""

    def __init__(self, image, function, in_nmi=False):
        self.image, self.function, self.arch = image, function, image.arch
        self.parts = image.parts(function)
        # {address: (State, accesses, call)}
        self.steps = {}
        self.calls, self.loads, self.zeros, self.others = [], 0, 0, 0
        self.follow(function.start, State({}, 0, 0, in_nmi))
        # To the rest lead only tables, and the fixups of exceptions.
        for start, end in self.parts:
            for address in range(start, end):
                if address in image.code and address not in self.steps:
                    self.follow(address, UNKNOWN)
        for _, (_, accesses, call) in sorted(self.steps.items()):
            for kind, offset, size in accesses:
                if kind == "zero":
                    self.zeros |= bits(offset, size)
                elif kind == "store":
                    self.others |= bits(offset, size)
            if call:
                self.calls.append(call)
        # Nobody asks for them any more, and a large kernel has millions.
        self.steps.clear()

    def follow(self, address, state):
        """Goes all ways from an address until nothing new is known."""
        todo = [(address, state)]
        while todo:
            address, state = todo.pop()
            if address not in self.image.code or not self.owns(address):
                continue
            if address in self.steps:
                known = self.steps[address][0]
                state = meet(known, state)
                if state == known:
                    continue
            accesses, call, ways = self.step(self.image.code[address], state)
            self.steps[address] = state, accesses, call
            # On one way is enough, as a loop's first is.
            for kind, offset, size in accesses:
                if kind == "load":
                    self.loads |= bits(offset, size)
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
            state = self.accessed(state._replace(values=values), accesses)
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
                    function.name == UNPOISON:
                call = None
            else:
                call = Call(instruction.address, target, state.zeros,
                            state.stored, state.in_nmi)
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

    @staticmethod
    def accessed(state, accesses):
        zeros, stored = state.zeros, state.stored
        for kind, offset, size in accesses:
            if kind == "load":
                continue
            stored |= bits(offset, size)
            # How many bytes are on the stack is a count.
            if kind == "zero" or bits(offset, size) == SIZE_ON_STACK:
                zeros |= bits(offset, size)
            else:
                zeros &= ~bits(offset, size)
        return state._replace(zeros=zeros, stored=stored)

    def called(self, target, function, state):
        """The accesses that a callee makes by the addresses it is given, and what
        is known behind the call."""
        arch, name = self.arch, function.name if function else ""
        accesses = []
        given = [state.values.get(r) for r in arch.ARGUMENTS]
        if name in SETS:
            if isinstance(given[0], Context) and isinstance(given[2], int):
                accesses.append(Access(
                    "zero" if given[1] == 0 else "store", given[0].offset,
                    given[2]))
        elif name == UNPOISON and given[0] == STACK:
            accesses.append(Access("zero", 4096, 1))
        else:
            for i, value in enumerate(given):
                # Not what is left in a register from before: what is copied.
                if isinstance(value, Context) and (
                        name in COPIES and i == 1):
                    size = given[2] if isinstance(given[2], int) else \
                        800 - value.offset % 800
                    accesses.append(Access("load", value.offset, size))
        state = self.accessed(state, accesses)
        values = {k: v for k, v in state.values.items()
                  if k in arch.SAVED or k[0] not in "r"}
        if target == self.image.context:
            values[arch.RESULT] = Context(0)
        elif name in SETS or name in COPIES:
            if name in SETS and given[0] is not None:
                values[arch.RESULT] = given[0]
        elif name in NMI:
            state = state._replace(zeros=0, stored=EVERYTHING, in_nmi=NMI[name])
        elif not name.startswith("__msan_"):
            state = state._replace(zeros=0, stored=EVERYTHING)
        return accesses, state._replace(values=values)
