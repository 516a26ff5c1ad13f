# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The verdicts on a call: the first in RULES that holds. To add one is to add a line
there, and its place in VERDICTS."""

import collections

from calls.kmsan import RUNTIME

# What is known of a call: place is where it is in the source, reads are the bytes of
# shadow that the callee reads, entry is what that is declared as, and references are
# {number of an argument: whether the memory was unpoisoned}.
Facts = collections.namedtuple("Facts", "call caller place target reads entry "
                               "instrumented is_static_call references")


def cleared(facts):
    """All that the callee reads was, on every path; and something was."""
    return facts.call.zeros & 255 == 255 and not facts.reads & ~facts.call.zeros


def wrapped(facts):
    """That, or it reads nothing and what it looks behind was unpoisoned."""
    return not by_reference(facts) and (
        cleared(facts) or facts.references and not facts.reads)


def by_reference(facts):
    """The callee looks at memory that nobody unpoisoned."""
    return not all(facts.references.values())


RULES = [
    ("wrapped", wrapped),
    ("indirect", lambda f: f.target is None or
     f.is_static_call and not f.reads and not f.references),
    ("uninstrumented", lambda f: not f.instrumented and not f.references),
    ("runtime", lambda f: RUNTIME.search(f.place.unit)),
    ("nmi", lambda f: f.call.in_nmi),
    ("at-risk", lambda f: f.reads and not cleared(f)),
    ("by-reference", by_reference),
    ("no-args", lambda f: f.entry and not f.entry.types),
    ("guarded", lambda f: True),
]
# As they are printed.
VERDICTS = sorted((name for name, _ in RULES), key=[
    "at-risk", "by-reference", "guarded", "no-args", "wrapped", "nmi", "runtime",
    "indirect", "uninstrumented"].index)
# What a false report may come of.
AT_RISK = ["at-risk", "by-reference"]


def verdict(facts):
    return next(name for name, holds in RULES if holds(facts))
