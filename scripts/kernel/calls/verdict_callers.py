# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The functions that are not instrumented, and what is known at their calls."""

import collections

from calls.elf_image import STATIC_CALL
from calls.flow_function import Flow


def flows_of_callers(image, instrumented):
    """Of the functions that are not instrumented. A static one that is only
    called in NMI context is in NMI context."""
    functions = image.functions
    callers = [f for f in functions.values()
               if f.start not in instrumented
               and f.start not in functions.whole_of
               and not f.name.startswith(STATIC_CALL)]
    image.code.disassemble([part for f in callers for part in functions.parts(f)])
    flows = {f.start: Flow(image, f) for f in callers}
    in_nmi = set()
    while True:
        seen = collections.defaultdict(list)
        for flow in flows.values():
            for call in flow.calls:
                seen[call.target].append(call.in_nmi)
        new = {start for start, states in seen.items() if all(states)
               and start in flows and start not in in_nmi
               and functions[start].is_local}
        if not new:
            return list(flows.values())
        in_nmi |= new
        for start in new:
            flows[start] = Flow(image, functions[start], in_nmi=True)
