# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The calls from code that is not instrumented, with a verdict on each."""

import collections
import concurrent.futures

from calls.dwarf_entries import by_address, find_entries
from calls.dwarf_parameters import Parameters
from calls.dwarf_places import find_places
from calls.elf_image import Image
from calls.flow_function import Flow
from calls.messages import progress, stop
from calls.verdict_callers import flows_of_callers
from calls.verdict_hooks import find_hooks, sparing_noinstr
from calls.verdict_instrumented import find_instrumented
from calls.verdict_lines import find_lines
from calls.verdict_reads import Reads
from calls.verdict_references import References
from calls.verdict_rules import Facts, verdict

# What is printed of a call. The function is the innermost, be it inline; declared is
# where the callee is, as (file, line); copied is whether it is passed a pointer to a copy;
# references are the numbers of the arguments behind which it looks at memory that nobody
# unpoisoned.
Call = collections.namedtuple("Call", "file line function caller callee types verdict "
                              "section inlined declared copied references")


def find_calls(path, wanted):
    """All calls of a linked file, with the types of those whose verdict is wanted."""
    image = Image(path)
    progress("following the functions that are not instrumented ...")
    instrumented = find_instrumented(image)
    callers = flows_of_callers(image, instrumented)
    # (caller, call, target or None, whether it is a static call)
    calls = [(flow.function, call, *image.callee(call.target))
             for flow in callers for call in flow.calls]
    if not calls:
        stop(f"{path} has no call from code that is not instrumented, "
             "which no kernel has; name a kernel's vmlinux.")
    callees = {target.start for _, _, target, _ in calls
               if target and target.start in instrumented}
    looking = {target.start for _, call, target, _ in calls if call.passed and target}
    progress(f"reading the DWARF of {len(calls)} calls ...")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        places = pool.submit(find_places, path, [call.address for _, call, _, _ in calls])
        entries = pool.submit(find_entries, path, {
            name.partition(".")[0] for start in callees | looking
            for name in image.symbols.labels[start]})
        image.code.disassemble(map(image.functions.get, callees))
        flows = {start: Flow(image, image.functions[start]) for start in callees}
        places, entries = places.result(), by_address(entries.result())
    progress("following structs and addresses in the callees ...")
    parameters = Parameters(path, entries)
    reads = Reads(image, instrumented, parameters, flows)
    hooks = find_hooks(image, callers, places)
    references = References(image, parameters, looking & (callees | hooks), hooks,
                            sparing_noinstr(image, callers, hooks), instrumented)
    find_lines(image, places, {call.address: target.name.partition(".")[0]
                               for _, call, target, _ in calls if target})
    facts = [Facts(
        call, caller, places[call.address], target,
        reads.of(target.start) if target and target.start in callees else 0,
        parameters.entry(target.start) if target else None,
        bool(target) and target.start in callees, is_static_call,
        references.of(caller, call, target))
        for caller, call, target, is_static_call in calls]
    return sorted(printed(f, image, parameters, wanted) for f in facts)


def printed(facts, image, parameters, wanted):
    """What is printed of a call."""
    name, entry = verdict(facts), facts.entry
    return Call(
        facts.place.file, facts.place.line, facts.place.function, facts.caller.name,
        name_of(facts, image), types_of(facts, parameters) if name in wanted else [],
        name, facts.caller.section, bool(entry and entry.inlined),
        (entry.file or "", entry.line) if entry else ("", 0),
        bool(entry) and any(image.arch.copied(size) for _, size
                            in parameters.layouts(facts.target.start)),
        sorted(number for number, safe in facts.references.items() if not safe))


def name_of(facts, image):
    """What the callee is called in the source, "*" for a pointer."""
    if facts.is_static_call:
        return image.functions[facts.call.target].name
    if not facts.target:
        return "*"
    return facts.entry.name if facts.entry else facts.target.name.partition(".")[0]


def types_of(facts, parameters):
    """The types that the callee takes."""
    if not facts.entry:
        return ["?"] if facts.instrumented or facts.references else []
    return parameters.spelled(facts.entry)
