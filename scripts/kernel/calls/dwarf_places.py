# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Where an address is in the source."""

import collections
import json

from calls.tools import llvm, run

# llvm-symbolizer's name for a file that the DWARF does not tell.
UNKNOWN = "??"
# The innermost function, be it inline, and the file of the outermost.
Place = collections.namedtuple("Place", "file line function unit")
NOWHERE = Place(UNKNOWN, 0, "?", UNKNOWN)


def find_places(path, addresses):
    """{address: Place}"""
    text = run(llvm("llvm-symbolizer"), "--output-style=JSON", f"--obj={path}",
               text="".join(f"{a:#x}\n" for a in addresses))
    found = {}
    for address, line in zip(addresses, text.splitlines()):
        frames = json.loads(line).get("Symbol")
        found[address] = Place(
            frames[0]["FileName"] or UNKNOWN, frames[0]["Line"],
            frames[0]["FunctionName"] or "?",
            frames[-1]["FileName"] or UNKNOWN) if frames else NOWHERE
    return found
