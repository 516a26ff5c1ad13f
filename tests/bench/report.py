# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a table of the benchmark is, and how it is printed."""


def goal(text, figure, at_most=None, at_least=None):
    """A goal, and whether the figure meets it."""
    met = figure <= at_most if at_least is None else figure >= at_least
    return {"goal": text, "figure": figure, "at_most": at_most,
            "at_least": at_least, "met": met}


def table(title, notes, columns, rows, goals=()):
    """A row has a value for each column, or lacks it."""
    return {"title": title, "notes": notes, "columns": columns,
            "rows": rows, "goals": list(goals)}


def number(value):
    if isinstance(value, float):
        return f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return str(value)


def show(a_table):
    """The table as text."""
    columns, rows = a_table["columns"], a_table["rows"]
    lines = [a_table["title"], *("  " + note for note in a_table["notes"]), ""]
    cells = [columns] + [[number(row.get(c, "-")) for c in columns]
                         for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    is_text = [any(isinstance(row.get(c), str) for row in rows)
               for c in columns]
    for row in cells:
        lines.append("  " + "  ".join(
            cell.ljust(width) if text else cell.rjust(width)
            for cell, width, text in zip(row, widths, is_text)).rstrip())
    lines.append("")
    for g in a_table["goals"]:
        limit = f"at most {g['at_most']}" if g["at_least"] is None \
            else f"at least {g['at_least']}"
        lines.append(f"  goal {'met   ' if g['met'] else 'missed'} {g['goal']}:"
                     f" {number(g['figure'])} ({limit})")
    return "\n".join(lines).rstrip() + "\n"
