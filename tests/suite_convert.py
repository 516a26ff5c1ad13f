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
    "take_string": ["const char *", "struct pt_regs *"],
}


def stop(text):
    """Where the converter would end the program, the case has failed."""
    raise harness.Fail(text)


def load():
    path = str(harness.TOP / "scripts/kernel/convert")
    loader = importlib.machinery.SourceFileLoader("convert", path)
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader("convert", loader))
    loader.exec_module(module)
    module.stop = stop
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
                yield call(number, "caller", callee, types)


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


def types():
    """As annotated() has them."""
    return {**TYPES, "take_merged": ["struct pt_regs *"],
            "take_pointer": ["unsigned long __user *"]}


def converted():
    convert, old, _, new = spatch("patch", "before.c")
    same("after.c", convert.with_include(convert.formatted(old, new, types())))


def twice():
    convert, old, _, new = spatch("patch", "after.c")
    same("after.c", convert.with_include(convert.formatted(old, new, types())))


def reported():
    same("report.txt", "SPDX-License-Identifier: GPL-2.0-only OR MIT\n\n"
         + spatch("report", "before.c")[2])


def defined():
    """A DEFINE_ line goes behind its type, though calls before it have grown."""
    convert = load()
    old = ("#include <linux/a.h>\n\tcall();\nstruct a {\n\tstruct {\n\t};\n};\n"
           "struct b {\n};\nlast\n")
    new = old.replace("\tcall();\n", "\tcall(\n);\n")
    seen = convert.with_define(new, old, 8, "DEFINE_CALL_INSTR_STRUCT(b)")
    expected = new.replace(
        "struct b {\n};\n",
        "struct b {\n};\n\nDEFINE_CALL_INSTR_STRUCT(b);\n").replace(
        "a.h>\n", "a.h>\n#include <linux/call_instr.h>\n")
    if seen != expected:
        raise harness.Fail(seen)


def merged():
    """Line 0 is only what stands in that function."""
    places = load().places
    found = {("a.c", 3, "take", "other"): None, ("a.c", 9, "take", "fn"): "why"}
    for function, expected in ("fn", {9: "why"}), (
            "third", {0: "the compiler does not tell the line"}):
        seen = places({"file": "a.c", "line": 0, "callee": "take",
                       "function": function}, found, {}, {"a.c": ""})
        if seen != expected:
            raise harness.Fail(str(seen))


def refused(sentence, *names):
    """A folder with these empty files is no kernel that was built."""
    with harness.temporary() as folder:
        for name in names:
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
        result = harness.run(["scripts/kernel/convert", folder])
        if result.returncode != 2 or sentence not in result.stdout:
            raise harness.Fail(f"exit status {result.returncode}: "
                               + result.stdout)


def bad_audit(text):
    """The semantic patch says so, in a sentence."""
    if not shutil.which("spatch"):
        raise harness.Skip("spatch is not installed")
    with harness.temporary() as folder:
        path = pathlib.Path(folder, "calls.json")
        path.write_text(text)
        result = harness.run(["spatch", "--very-quiet", "-D", "report", "-D",
                              f"audit={path}", "--sp-file",
                              "scripts/coccinelle/call_instr.cocci",
                              "tests/convert/before.c"])
        if not result.returncode or "is not what scripts/kernel/audit" \
                not in result.stdout:
            raise harness.Fail(f"exit status {result.returncode}: "
                               + result.stdout)


def cases():
    for case in converted, twice, reported, defined, merged:
        yield case.__name__, case
    for text in "", "[]", '{"calls": [{}]}':
        yield f"audit '{text}'", bad_audit, text
    yield "nothing built", refused, "has no vmlinux"
    yield "no .config", refused, "has no .config", "vmlinux"
    yield "no header", refused, "has no include/linux/call_instr.h", \
        "vmlinux", ".config"
    yield "not ELF", refused, "is not an ELF file", "vmlinux", ".config", \
        "include/linux/call_instr.h"
