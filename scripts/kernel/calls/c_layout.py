# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How wide a line is, and how it is indented."""

WIDTH = 80
TAB = 8


def columns(text):
    return len(text.expandtabs(TAB))


def indent(width):
    return "\t" * (width // TAB) + " " * (width % TAB)
