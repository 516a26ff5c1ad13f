# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The lines of calls for which the DWARF has none."""

import re

from calls.dwarf_places import find_places


def find_lines(image, places, names):
    """The compiler has no line for a call that it has merged of two. That of
    what leads to it is near, and the source, if it is there, has the callee's
    name, {address: name}, on one of the next. Changes {address: Place}."""
    before = {}
    for address, place in places.items():
        function = image.functions.at(address)
        if not place.line and function:
            before[address] = [
                a for a in range(address, max(address - 200, function.start - 1), -1)
                if a in image.code]
    near = find_places(image.path, sorted(
        {a for steps in before.values() for a in steps})) if before else {}
    for address, steps in before.items():
        here = places[address]
        for place in (near[step] for step in steps):
            if place.line and place.function == here.function:
                places[address] = place._replace(
                    unit=here.unit, line=naming(place, names.get(address)))
                break


def naming(place, name):
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
