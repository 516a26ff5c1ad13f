# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The line that includes call_instr.h."""

import re

from calls.messages import stop

LINUX = re.compile(r"^#\s*include <linux/", re.M)
INCLUDE = "#include <linux/call_instr.h>\n"
VARIADIC_INCLUDE = "#include <linux/call_instr_va.h>\n"


def with_include(text):
    """The text with our include, in order if the others are."""
    include = VARIADIC_INCLUDE if "call_instr_va(" in text else INCLUDE
    if include in text or VARIADIC_INCLUDE in text:
        return text
    # Those that are in no #if, or in that of the header only.
    found, depth = [], 0
    for match in re.finditer(r"^#\s*(if|endif|include <linux/\S*>).*\n", text,
                             re.M):
        depth += (match[1] == "if") - (match[1] == "endif")
        if match[1].startswith("include"):
            found.append((depth, match))
    if not found:
        return stop("a file includes nothing of linux/, and call_instr() has no "
                    "place in it.")
    least = min(depth for depth, _ in found)
    found = [match for depth, match in found if depth == least]
    for match in found:
        if match[0] > include:
            return text[:match.start()] + include + text[match.start():]
    return text[:found[-1].end()] + include + text[found[-1].end():]
