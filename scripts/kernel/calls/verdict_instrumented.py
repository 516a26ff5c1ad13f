# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Which functions are instrumented: those that ask for KMSAN's context and do something
else with it than store zeros, as a fixup does."""

import pathlib

from calls.dwarf_places import find_places
from calls.flow_function import Flow
from calls.kmsan import ARGUMENTS, CONTEXT, PARAM, SIZE_ON_STACK, UNPOISON


def find_instrumented(image):
    """Where the instrumented functions start."""
    asking, others = find_asking(image)
    # Those that call another function of the instrumentation as well, ...
    found = asking & others
    only_asking = [image.functions[start] for start in sorted(asking - found)]
    image.code.disassemble(only_asking)
    fixups = []
    for function in only_asking:
        # ... and those that use the context in another way.
        flow = Flow(image, function)
        if stores_zeros_only(flow):
            fixups.append(flow)
        elif not is_noinstr(function):
            found.add(function.start)
    fixups = [flow for flow in fixups if not is_noinstr(flow.function)]
    image.code.disassemble([target for flow in fixups
                            for _, target in callees(image, flow, found)])
    add_small_ones(image, [flow.function for flow in fixups
                           if not leaves_shadow(image, flow, found)], found)
    return found


def find_asking(image):
    """Where the functions start that ask for the context, and those that call another
    function of the instrumentation."""
    runtime = {f.start: f.name for f in image.functions.values()
               if f.name.startswith("__msan_") and f.name != UNPOISON}
    asking, others = set(), set()
    for start, _, _, code in image.file.code:
        for address, target in image.arch.direct_calls(code, start):
            if target in runtime and (function := image.functions.at(address)):
                (asking if runtime[target] == CONTEXT else others).add(function.start)
    return asking, others


def stores_zeros_only(flow):
    """Whether a function does no more with the context than a fixup."""
    return flow.zeros & ARGUMENTS and not flow.loads and \
        not flow.zeros & ~ARGUMENTS and not flow.others & ~SIZE_ON_STACK


def leaves_shadow(image, flow, instrumented):
    """Whether a callee reads shadow that such a function has not stored before: an
    instrumented one does so for each call."""
    return any(Flow(image, target).loads & PARAM & ~call.zeros
               for call, target in callees(image, flow, instrumented))


def callees(image, flow, instrumented):
    """The calls of instrumented functions, with these."""
    for call in flow.calls:
        target, _ = image.callee(call.target)
        if target and target.start in instrumented:
            yield call, target


def is_noinstr(function):
    return function.section.startswith((".noinstr", ".cpuidle"))


def add_small_ones(image, functions, found):
    """Some small instrumented functions do not do more than that either. The
    static ones of the same file tell, as a file is instrumented or is not;
    where there are none, its neighbours in memory."""
    statics = image.symbols.statics
    units = find_places(image.path, [f.start for f in functions])
    # Files have the same name in several folders: of these, the static functions'.
    names = {pathlib.Path(place.unit).name for place in units.values()}
    units.update(find_places(image.path, sorted(set().union(*(
        file for name in names for file in statics[name])))))
    for function in functions:
        others = statics_beside(function, statics, units) - {f.start for f in functions}
        if any(start in found for start in others) or not others and all(
                start in found for start in image.functions.neighbours(function)):
            found.add(function.start)


def statics_beside(function, statics, units):
    """Where the static functions of a function's file start."""
    unit = units[function.start].unit
    files = statics[pathlib.Path(unit).name]
    own = [file for file in files if function.start in file] or \
        [file for file in files if any(units[start].unit == unit for start in file)]
    return set().union(*(own or files))
