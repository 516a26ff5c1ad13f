# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The functions of KMSAN's own that check memory, as kmsan_copy_to_user() does."""

import re

from calls.kmsan import REPORT, RUNTIME


def find_hooks(image, callers, places):
    """Where the functions of KMSAN's runtime start that lead to its report; callers are
    the flows of functions that are not instrumented, as it is."""
    hooks, new = set(), {f.start for f in image.functions.values() if f.name == REPORT}
    while new - hooks:
        hooks |= new
        new = {flow.function.start for flow in callers
               for call in flow.calls if call.target in hooks
               and RUNTIME.search(places[call.address].unit)}
    return hooks


def sparing_noinstr(image, callers, hooks):
    """Those that do not check a noinstr caller's variables, as they, or what they
    call, ask where .noinstr.text starts."""
    start = image.symbols.marks.get("__noinstr_text_start")
    if start is None:
        return set()
    mention = re.compile(rf"0x({start:x}|{2 ** 64 - start:x})\b")
    calls = {flow.function.start: {call.target for call in flow.calls}
             for flow in callers}
    asking = {f.start for f in map(image.functions.get, hooks.union(
        *(calls.get(hook, ()) for hook in hooks))) if f and any(
            mention.search(image.code[address].operands)
            for address in range(f.start, f.end) if address in image.code)}
    return {hook for hook in hooks if asking & {hook, *calls.get(hook, ())}}
