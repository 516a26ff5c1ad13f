# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Where types are defined."""

import collections
import re

from calls.dwarf_units import pieces
from calls.tools import llvm, run

Definition = collections.namedtuple("Definition", "tag name file line")


def find_definitions(path, names):
    """Where types of these names are defined."""
    if not names:
        return
    text = "".join(run(llvm("llvm-dwarfdump"), *(
        f"--name={n}" for n in sorted(names)), piece) for piece, _ in
        pieces(str(path)))
    for block in re.split(r"^(?=0x)", text, flags=re.M):
        found = [re.search(pattern, block) for pattern in (
            r"DW_TAG_(\w+)", r'DW_AT_name\s+\("(.*)"\)',
            r'DW_AT_decl_file\s+\("(.*)"\)', r"DW_AT_decl_line\s+\((\d+)\)")]
        if all(found) and "DW_AT_declaration" not in block:
            tag, name, file, line = (f[1] for f in found)
            yield Definition(tag, name, file, int(line))
