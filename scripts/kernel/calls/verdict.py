# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The calls from code that is not instrumented, and a verdict on each.

A verdict is a function in RULES, the first that holds; to add one is to add a line
there.
"""

import collections
import concurrent.futures
import re

from calls import dwarf_entries, dwarf_places
from calls.arch_arguments import placed
from calls.dwarf_types import Types
from calls.elf_image import STATIC_CALL, Image
from calls.flow_function import Flow
from calls.flow_state import unpoisoned
from calls.kmsan import ARGUMENTS, FRAME, PARAM, REPORT, RUNTIME
from calls.messages import progress, stop
from calls.verdict_instrumented import find_instrumented

# What is printed of a call. The function is the innermost, be it inline; declared is
# where the callee is, as (file, line); references are the numbers of the arguments behind
# which it looks at memory that nobody unpoisoned.
Call = collections.namedtuple("Call", "file line function caller callee types verdict "
                              "section inlined declared references")
# Through how many functions a record is followed that is only passed on.
DEPTH = 3

# The references are {number of an argument: whether the memory was unpoisoned}.
Found = collections.namedtuple("Found", "call caller place target reads entry "
                               "instrumented is_static_call references")


def cleared(found):
    """All that the callee reads was, on every path; and something was."""
    return found.call.zeros & 255 == 255 and not found.reads & ~found.call.zeros


def wrapped(found):
    """That, or it reads nothing and what it looks behind was unpoisoned."""
    return not by_reference(found) and (
        cleared(found) or found.references and not found.reads)


def by_reference(found):
    """The callee looks at memory that nobody unpoisoned."""
    return not all(found.references.values())


RULES = [
    ("wrapped", wrapped),
    ("indirect", lambda f: f.target is None or
     f.is_static_call and not f.reads and not f.references),
    ("uninstrumented", lambda f: not f.instrumented and not f.references),
    ("runtime", lambda f: RUNTIME.search(f.place.unit)),
    ("nmi", lambda f: f.call.in_nmi),
    ("at-risk", lambda f: f.reads and not cleared(f)),
    ("by-reference", by_reference),
    ("no-args", lambda f: f.entry and not f.entry.types),
    ("guarded", lambda f: True),
]
VERDICTS = sorted((name for name, _ in RULES), key=[
    "at-risk", "by-reference", "guarded", "no-args", "wrapped", "nmi", "runtime",
    "indirect", "uninstrumented"].index)
# What a false report may come of.
AT_RISK = ["at-risk", "by-reference"]


class Boundary:
    """The calls of a linked file."""

    def __init__(self, path):
        self.image = image = Image(path)
        progress("following the functions that are not instrumented ...")
        self.instrumented = find_instrumented(image)
        self.callers = self.flows_of_callers()
        calls = [(flow.function, call) for flow in self.callers
                 for call in flow.calls]
        addresses = [call.address for _, call in calls]
        targets = {c: self.image.callee(call.target) for c, (_, call) in enumerate(calls)}
        callees = {f.start: f for f, _ in targets.values()
                   if f and f.start in self.instrumented}
        looking = {targets[c][0].start for c, (_, call) in enumerate(calls)
                   if call.passed and targets[c][0]}
        progress(f"reading the DWARF of {len(calls)} calls ...")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            places = pool.submit(dwarf_places.places, path, addresses)
            entries = pool.submit(dwarf_entries.entries, path, {
                name.partition(".")[0] for start in {*callees, *looking}
                for name in image.symbols.labels[start]})
            image.code.disassemble(callees.values())
            self.flows = {start: Flow(image, f)
                          for start, f in callees.items()}
            self.places, found = places.result(), entries.result()
        self.all_entries = found
        self.entries = dwarf_entries.by_address(found)
        self.types = None
        progress("following structs and addresses in the callees ...")
        self.follow_records()
        hooks = self.hooks()
        self.sparing = self.sparing_noinstr(hooks)
        self.looks = {start: Flow(image, image.functions[start], given=True).looks
                      for start in looking & {*callees, *hooks}}
        self.find_lines({call.address: target.name.partition(".")[0] for
                         (_, call), (target, _) in zip(calls, targets.values())
                         if target})
        self.found = [Found(
            call, caller, self.places[call.address], target,
            self.reads(target.start) | self.copies(target.start) if target and
            target.start in self.instrumented else 0,
            self.entries.get(target.start) if target else None,
            bool(target) and target.start in self.instrumented, is_static,
            self.references(caller, call, target))
            for (caller, call), (target, is_static)
            in zip(calls, targets.values())]

    def flows_of_callers(self):
        """Of the functions that are not instrumented. A static one that is only
        called in NMI context is in NMI context."""
        image = self.image
        callers = [f for f in image.functions.values()
                   if f.start not in self.instrumented
                   and f.start not in image.functions.whole_of
                   and not f.name.startswith(STATIC_CALL)]
        image.code.disassemble([part for f in callers
                                for part in image.functions.parts(f)])
        flows = {f.start: Flow(image, f) for f in callers}
        in_nmi = set()
        while True:
            seen = collections.defaultdict(list)
            for one in flows.values():
                for call in one.calls:
                    seen[call.target].append(call.in_nmi)
            new = {start for start, states in seen.items() if all(states)
                   and start in flows and start not in in_nmi
                   and image.functions[start].is_local}
            if not new:
                return list(flows.values())
            in_nmi |= new
            for start in new:
                flows[start] = Flow(image, image.functions[start], True)

    def hooks(self):
        """Where the functions of KMSAN's runtime start that lead to its report."""
        hooks, new = set(), {f.start for f in self.image.functions.values()
                             if f.name == REPORT}
        while new - hooks:
            hooks |= new
            new = {flow.function.start for flow in self.callers
                   for call in flow.calls if call.target in hooks
                   and RUNTIME.search(self.places[call.address].unit)}
        return hooks

    def sparing_noinstr(self, hooks):
        """Those that do not check a noinstr caller's variables, as they, or what they
        call, ask where .noinstr.text starts."""
        start = self.image.symbols.marks.get("__noinstr_text_start")
        if start is None:
            return set()
        mention = re.compile(rf"0x({start:x}|{2 ** 64 - start:x})\b")
        calls = {flow.function.start: {call.target for call in flow.calls}
                 for flow in self.callers}
        asking = {f.start for f in map(self.image.functions.get, hooks.union(
            *(calls.get(hook, ()) for hook in hooks))) if f and any(
                mention.search(self.image.code[address].operands)
                for address in range(f.start, f.end) if address in self.image.code)}
        return {hook for hook in hooks if asking & {hook, *calls.get(hook, ())}}

    def references(self, caller, call, target):
        """{number: whether the memory was unpoisoned} of the arguments that are an
        address of the caller's frame, behind which the callee looks."""
        if not target or target.start not in self.looks or \
                target.start in self.sparing and caller.section.startswith(".noinstr"):
            return {}
        found = {}
        for place, address in call.passed.items():
            number = self.number(target.start, place)
            if number is not None:
                found[number] = found.get(number, True) and unpoisoned(
                    address, self.behind(target.start, number), call.unpoisoned)
        return found

    def behind(self, start, number):
        """How many bytes there are behind an argument, at least."""
        entry = self.entries.get(start)
        t = entry.types[number] if entry else None
        return max(1, self.c_types().pointed_to(t[0]) if t and t != "..." else 0)

    def number(self, start, place):
        """Which argument a function has in a place, and looks behind; or None."""
        entry = self.entries.get(start)
        types = entry.types if entry else [None] * len(self.image.arch.ARGUMENTS)
        layouts = [self.layout(t) for t in types if t != "..."]
        hidden = [8] if entry and self.returned_in_memory(entry) else []
        found, behind = placed(self.image.arch, hidden + [
            size for _, size in layouts])
        for number, (places, (_, size)) in enumerate(zip(found[len(hidden):], layouts)):
            if place in places:
                return self.pointer(types, number) if place in self.looks[start] and \
                    not self.image.arch.copied(size) else None
        return len(layouts) if "..." in types and place in behind else None

    def pointer(self, types, number):
        """The first pointer of the parameters from this one on, or this one. The
        compiler gives a static function no parameter that is always the same."""
        return next((i for i, t in enumerate(types) if i >= number and t and t != "..."
                     and self.c_types().is_pointer(t[0])), number)

    def returned_in_memory(self, entry):
        is_record, size = self.layout(entry.returned)
        return is_record and size > self.image.arch.RETURNED

    def reads(self, start, depth=DEPTH):
        """The bytes of arguments' shadow that a function reads: what it loads, and
        what it passes on to another, as no store is needed for that."""
        reads = self.flows[start].loads & ARGUMENTS
        if depth and (depth < DEPTH or self.takes_record(start)):
            for target, call in self.passes_on(start):
                reads |= self.reads(target, depth - 1) & ~call.stored
        return reads

    def passes_on(self, start):
        """The callees that find there what a function has been given in param_tls,
        with the calls."""
        for call in self.flows[start].calls:
            target, _ = self.image.callee(call.target)
            if PARAM & ~call.stored and target and \
                    target.start in self.instrumented:
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
            self.flows.update((f.start, Flow(self.image, f))
                              for f in functions)
            callers = targets

    def takes_record(self, start):
        """Whether a struct or a union is passed by value."""
        return any(is_record for is_record, _ in self.layouts(start))

    def copies(self, start):
        """The bit of the caller's frame, where a function is passed a pointer to a
        copy there: clang checks the pointer at callers, and not the copy."""
        return FRAME if any(self.image.arch.copied(size) for _, size
                                 in self.layouts(start)) else 0

    def layouts(self, start):
        """What layout() says of the parameters."""
        entry = self.entries.get(start)
        for t in entry.types if entry else ():
            if t != "...":
                yield self.layout(t)

    def layout(self, t):
        """Whether a type is a struct or a union, and how many bytes it has."""
        if not t or t[1].endswith(("*", ")", "int", "char", "long", "_Bool", "bool")):
            return False, 8
        return self.c_types().layout(*t)

    def c_types(self):
        if self.types is None:
            self.types = Types(self.image.path)
        return self.types

    def find_lines(self, names):
        """The compiler has no line for a call that it has merged of two. That of
        what leads to it is near, and the source, if it is there, has the callee's
        name, {address: name}, on one of the next."""
        before = {}
        for address, place in self.places.items():
            function = self.image.functions.at(address)
            if not place.line and function:
                before[address] = [
                    a for a in range(address, max(address - 200, function.start - 1),
                                     -1) if a in self.image.code]
        places = dwarf_places.places(self.image.path, sorted(
            {a for steps in before.values() for a in steps})) if before else {}
        for address, steps in before.items():
            here = self.places[address]
            for place in (places[step] for step in steps):
                if place.line and place.function == here.function:
                    self.places[address] = place._replace(
                        unit=here.unit, line=self.named(place, names.get(address)))
                    break

    @staticmethod
    def named(place, name):
        """The line from there on that names the callee, or that itself."""
        try:
            with open(place.file, encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        except OSError:
            return place.line
        return next((number for number in range(
            place.line, min(place.line + 20, len(lines) + 1))
            if name and re.search(rf"\b{re.escape(name)}\b", lines[number - 1])),
            place.line)

    def spelled(self, found):
        """The types that the callee takes."""
        if not found.entry:
            return ["?"] if found.instrumented or found.references else []
        return ["?" if t is None else t if t == "..." else
                self.c_types().spelled(t[0]) for t in found.entry.types]

    def name(self, found):
        """What the callee is called in the source, "*" for a pointer."""
        if found.is_static_call:
            return self.image.functions[found.call.target].name
        if not found.target:
            return "*"
        return found.entry.name if found.entry else \
            found.target.name.partition(".")[0]

    def calls(self, wanted):
        """All calls, with the types of those whose verdict is wanted."""
        if not self.found:
            stop(f"{self.image.path} has no call from code that is not instrumented, "
                 "which no kernel has; name a kernel's vmlinux.")
        verdicts = [(found, verdict(found)) for found in self.found]
        return sorted(Call(
            found.place.file, found.place.line, found.place.function,
            found.caller.name, self.name(found),
            self.spelled(found) if name in wanted else [], name,
            found.caller.section, bool(found.entry and found.entry.inlined),
            (found.entry.file or "", found.entry.line) if found.entry else ("", 0),
            sorted(number for number, safe in found.references.items() if not safe))
            for found, name in verdicts)


def verdict(found):
    return next(name for name, holds in RULES if holds(found))
