# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The functions that are not instrumented, and what is known at their calls."""

import collections

from calls.elf_image import STATIC_CALL
from calls.flow_function import Flow


def flows_of_callers(image, instrumented):
    """Of the functions that are not instrumented. A static one that is only called in NMI
    context, by no instrumented code and by no pointer, is in NMI context."""
    functions = image.functions
    callers = [f for f in functions.values()
               if f.start not in instrumented
               and f.start not in functions.whole_of
               and not f.name.startswith(STATIC_CALL)]
    image.code.disassemble([part for f in callers for part in functions.parts(f)])
    flows = {f.start: Flow(image, f) for f in callers}
    in_nmi, elsewhere = set(), called_elsewhere(image, flows)
    while True:
        seen = collections.defaultdict(list)
        for flow in flows.values():
            for call in flow.calls:
                seen[call.target].append(call.in_nmi)
        new = {start for start, states in seen.items() if all(states)
               and start in flows and start not in in_nmi | elsewhere
               and functions[start].is_local}
        pointed = image.pointed_to(new)
        elsewhere |= pointed
        new -= pointed
        if not new:
            return list(flows.values())
        in_nmi |= new
        for start in new:
            flows[start] = Flow(image, functions[start], in_nmi=True)


def called_elsewhere(image, flows):
    """The static ones of these that instrumented code calls."""
    static, found = {start for start in flows if image.functions[start].is_local}, set()
    for base, _, _, code in image.file.code:
        for address, target in image.arch.direct_calls(code, base, True):
            if target in static and target not in found:
                caller = image.functions.at(address)
                if not caller or image.functions.whole(caller.start).start not in flows:
                    found.add(target)
    return found
