# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The semantic patch and what scripts/kernel/convert makes of its output, on
tests/convert/before.c; tests/kernel/convert.sh does the same on a kernel."""

import difflib
import importlib.machinery
import importlib.util
import json
import pathlib
import shutil

import harness

# What an audit would say of the callees: each indented line with a call of one is
# a boundary call; take_merged() has line 0.
TYPES = {
    "take_regs": ["struct pt_regs *"],
    "take_two": ["struct pt_regs *", "unsigned long"],
    "take_seven": ["struct pt_regs *", "long", "const char *", "size_t", "int",
                   "int", "void *"],
    "take_pointer": ["unsigned long *"],
    "take_state": ["state_t", "struct inner"],
    "take_format": ["const char *", "..."],
    "take_enum": ["enum kind", "enum kind"],
}


def load():
    path = str(harness.TOP / "scripts/kernel/convert")
    loader = importlib.machinery.SourceFileLoader("convert", path)
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader("convert", loader))
    loader.exec_module(module)
    return module


def call(line, function, callee, types):
    return {"file": "/linux/file.c", "line": line, "function": function,
            "caller": function, "callee": callee, "types": types,
            "verdict": "guarded"}


def audit(text):
    yield call(0, "__exc_merged", "take_merged", ["struct pt_regs *"])
    for number, line in enumerate(text.splitlines(), 1):
        for callee, types in TYPES.items():
            if line.startswith("\t") and f"{callee}(" in line:
                yield call(number, "", callee, types)


def spatch(mode, name):
    """The converter, the text of a file of tests/convert/, what the semantic
    patch prints for it and makes of it."""
    if not shutil.which("spatch"):
        raise harness.Skip("spatch is not installed")
    convert = load()
    text = (harness.TESTS / "convert" / name).read_text()
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        (folder / "file.c").write_text(text)
        (folder / "calls.json").write_text(
            json.dumps({"calls": list(audit(text))}))
        output = convert.spatch(folder, mode, folder / "calls.json", "file.c")
        return convert, text, output, (folder / "file.c").read_text()


def same(name, seen):
    expected = (harness.TESTS / "convert" / name).read_text()
    if seen != expected:
        raise harness.Fail("".join(difflib.unified_diff(
            expected.splitlines(True), seen.splitlines(True), name, "seen")))


def converted():
    convert, old, _, new = spatch("patch", "before.c")
    same("after.c", convert.with_include(convert.formatted(old, new)))


def twice():
    convert, old, _, new = spatch("patch", "after.c")
    same("after.c", convert.with_include(convert.formatted(old, new)))


def reported():
    same("report.txt", "SPDX-License-Identifier: GPL-2.0-only OR MIT\n\n"
         + spatch("report", "before.c")[2])


def cases():
    for case in converted, twice, reported:
        yield case.__name__, case
