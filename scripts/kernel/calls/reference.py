# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What is passed by reference: where a callee has its arguments, some of which may be
addresses of the caller's frame, and whether the memory there was unpoisoned.

flow.py follows the addresses, in one function at a time. So a callee that stores an
address or passes it on looks at what is there; one that reads what it has itself stored
there does not; and what another callee has stored there before counts for nothing.
"""


def unpoisoned(address, size, ranges):
    """Whether all of the bytes from an address, a Frame or a Given, on are in these
    ranges."""
    start = address.offset
    if start is None:
        return False
    end = start + size
    for place, length in sorted(r for r in ranges if r[0][0] == address[0]):
        if place.offset <= start:
            start = max(start, place.offset + length)
    return start >= end
