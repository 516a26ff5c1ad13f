# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The semantic patch and what scripts/kernel/convert makes of its output, on
tests/convert/before.c; suite_trees.py and tests/kernel/run.sh convert have kernels."""

import difflib
import json
import pathlib
import re
import shutil
import sys

import harness

LICENCE = "SPDX-License-Identifier: GPL-2.0-only OR MIT\n\n"
NOTE = "/* This file is not instrumented, see the Makefile. */"
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
    "take_thirteen": ["int"] * 13,
    "take_several": ["?"],
}
sys.path.insert(0, str(harness.TOP / "scripts/kernel"))
# pylint: disable=wrong-import-position
from calls import c_calls, c_definitions, c_includes, c_places  # noqa: E402


def call(line, function, callee, types):
    return {"file": "/linux/file.c", "line": line, "function": function,
            "caller": function, "callee": callee, "types": types,
            "verdict": "guarded", "inline": False, "copied": False}


def audit(text):
    yield call(0, "__exc_merged", "take_merged", ["struct pt_regs *"])
    for number, line in enumerate(text.splitlines(), 1):
        for callee, types in TYPES.items():
            if line.startswith("\t") and f"{callee}(" in line:
                yield call(number, "caller", callee, types)


def read(name):
    return (harness.TESTS / "convert" / name).read_text()


def run_spatch(folder, *args):
    if not shutil.which("spatch"):
        raise harness.Skip("spatch is not installed")
    return harness.run(["env", "-C", folder, "spatch", "--very-quiet",
                        "--no-includes", *args, "--sp-file",
                        harness.TOP / "scripts/coccinelle/call_instr.cocci"])


def spatch(mode, name):
    """What the semantic patch prints for a file of tests/convert/, and makes of it."""
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        (folder / "file.c").write_text(read(name))
        (folder / "calls.json").write_text(
            json.dumps({"calls": list(audit(read(name)))}))
        result = run_spatch(folder, "-D", mode, "-D", "audit=calls.json",
                            *(["--in-place"] if mode == "patch" else []), "file.c")
        if result.returncode:
            raise harness.Fail(result.stdout)
        return result.stdout, (folder / "file.c").read_text()


def convert(name):
    """The text that the converter makes of a file, and the lines that it tells."""
    text = read(name)
    found = c_places.reports(spatch("report", name)[0])
    todo, told = {}, set()
    for one in audit(text):
        one["file"] = "file.c"
        for (line, column), why in c_places.places(one, found, {},
                                                   {"file.c": text}).items():
            if why:
                told.add((line, f"{one['callee']}(): {why}"))
            else:
                todo[line, column, one["callee"]] = one
    alone = c_calls.kept(text, todo)
    told.update((place[0], f"{place[2]}(): {why}") for place, why in alone.items())
    here = {place: types()[place[2]] for place in todo if place not in alone}
    notes = {place: NOTE for place in here if "noted" in text.splitlines()[
        place[0] - 2]}
    return c_includes.with_include(c_calls.converted(text, here, notes)), told


def same(name, seen):
    expected = (harness.TESTS / "convert" / name).read_text()
    if seen != expected:
        raise harness.Fail("".join(difflib.unified_diff(
            expected.splitlines(True), seen.splitlines(True), name, "seen")))


def types():
    """As annotate() writes them."""
    return {**TYPES, "take_merged": ["struct pt_regs *"],
            "take_pointer": ["unsigned long __user *"]}


def converted():
    same("after.c", convert("before.c")[0])


def twice():
    same("after.c", convert("after.c")[0])


def told():
    """What stays, and why."""
    same("told.txt", LICENCE + "".join(
        f"{line}: {text}\n" for line, text in sorted(convert("before.c")[1])))


def reported():
    same("report.txt", LICENCE + spatch("report", "before.c")[0])


def patched():
    """The reviewer's form of it changes the same calls, but for what has to stay on
    its lines, and where one is in another."""
    seen = re.sub(r"\s+", "", spatch("patch", "before.c")[1])
    for match in re.finditer(r"call_instr\((\w+),", read("after.c")):
        if match[0] not in seen:
            raise harness.Fail(f"{match[0]} is not in what the semantic patch makes")
    count = [text.count("call_instr(") for text in (seen, read("after.c"))]
    if count != [count[1] + 3, count[1]]:
        raise harness.Fail(f"{count[0]} calls, and {count[1]} in after.c")


def defined():
    """A DEFINE_ line goes behind its type, though calls before it have grown."""
    old = ("#include <linux/a.h>\n\tcall();\nstruct a {\n\tstruct {\n\t};\n};\n"
           "struct b {\n};\nlast\n")
    new = old.replace("\tcall();\n", "\tcall(\n);\n")
    seen = c_definitions.with_define(new, old, 8, "DEFINE_CALL_INSTR_STRUCT(b)")
    expected = new.replace(
        "struct b {\n};\n",
        "struct b {\n};\n\nDEFINE_CALL_INSTR_STRUCT(b);\n").replace(
        "a.h>\n", "a.h>\n#include <linux/call_instr.h>\n")
    if seen != expected:
        raise harness.Fail(seen)


def defined_behind():
    """And outside of an #if, but inside of the header's own."""
    old = ("#ifndef A_H\n#define A_H\n#include <linux/a.h>\n#ifndef __ASSEMBLER__\n"
           "#ifdef CONFIG_B\n#ifndef b\nstruct b {\n};\n#endif\n#else\n"
           "struct b { int c; };\n#endif\nlast\n#endif\n#endif\n")
    seen = c_definitions.with_define(old, old, 8, "DEFINE_CALL_INSTR_STRUCT(b)")
    expected = old.replace(
        "#endif\nlast", "#endif\n\nDEFINE_CALL_INSTR_STRUCT(b);\nlast").replace(
        "a.h>\n", "a.h>\n#include <linux/call_instr.h>\n")
    if seen != expected:
        raise harness.Fail(seen)


def defined_in_use():
    """Or behind the includes of who uses it."""
    old = "#include <linux/a.h>\n#ifdef B\n#include <asm/b.h>\n#endif\nint c;\n"
    seen = c_definitions.with_define(old, old, 0, "DEFINE_CALL_INSTR_STRUCT(b)")
    expected = old.replace(
        "a.h>\n", "a.h>\n#include <linux/call_instr.h>\n\n"
        "DEFINE_CALL_INSTR_STRUCT(b);\n")
    if seen != expected:
        raise harness.Fail(seen)


def merged():
    """Line 0 is only what stands in that function."""
    found = {("a.c", 3, 1, "take", "other"): None, ("a.c", 9, 1, "take", "fn"): "why"}
    for function, expected in ("fn", {(9, 1): "why"}), (
            "third", {(0, 0): "the compiler does not tell the line"}):
        seen = c_places.places({**call(0, function, "take", ["int"]), "file": "a.c"},
                               found, {}, {"a.c": ""})
        if seen != expected:
            raise harness.Fail(str(seen))


def reason(expected, line, **more):
    """Why a call is left alone that the semantic patch has not found."""
    one = {**call(1, "fn", "take", ["int"]), "file": "a.c", **more}
    seen = c_places.places(one, {}, {"take": "b.h:7"}, {"a.c": line + "\n"})
    if list(seen) != [(1, 0)] or expected not in seen[1, 0]:
        raise harness.Fail(str(seen))


def unwritten(method, sentence):
    """Two files are written, by paths that have this method of their own; both are as
    they were, and none is left over."""
    program = (
        "import importlib.machinery, os, pathlib, signal, sys\n"
        "sys.path.insert(0, os.path.dirname(sys.argv[1]))\n"
        "convert = importlib.machinery.SourceFileLoader('convert', sys.argv[1])"
        ".load_module()\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))\n"
        f"class Path(type(pathlib.Path())):\n{method}"
        "a, b = (Path(sys.argv[2]) / name for name in 'ab')\n"
        "convert.write_all({a: 'new', b: 'new'})\n")
    with harness.temporary() as folder:
        for name in "ab":
            pathlib.Path(folder, name).write_text("old")
        result = harness.run(["/usr/bin/python3", "-W", "ignore", "-c", program,
                              harness.TOP / "scripts/kernel/convert", folder])
        if "pyelftools" in result.stdout:
            raise harness.Skip(result.stdout.strip())
        files = {p.name: p.read_text() for p in pathlib.Path(folder).iterdir()}
        if result.returncode != 2 or files != {"a": "old", "b": "old"} or \
                sentence not in result.stdout:
            raise harness.Fail(f"{files}, {result.returncode}: {result.stdout}")


def killed():
    unwritten("    def chmod(self, mode):\n"
              "        os.kill(os.getpid(), signal.SIGTERM)\n", "")


def not_written():
    unwritten("    def rename(self, to):\n"
              "        if to.name == 'b':\n"
              "            raise OSError(1, 'not permitted', str(to))\n"
              "        return super().rename(to)\n", "b cannot be written: not permitted")


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
    with harness.temporary() as folder:
        path = pathlib.Path(folder, "calls.json")
        path.write_text(text)
        result = run_spatch(folder, "-D", "report", "-D", "audit=calls.json",
                            harness.TESTS / "convert/before.c")
        if not result.returncode or "is not what scripts/kernel/audit" \
                not in result.stdout:
            raise harness.Fail(f"exit status {result.returncode}: "
                               + result.stdout)


def cases():
    for case in (converted, twice, told, reported, patched, defined, defined_behind,
                 defined_in_use, merged, killed, not_written):
        yield case.__name__, case
    for name, *args in (
            ("NMI", "KMSAN is off", "take(1);", {"verdict": "nmi"}),
            ("inline", "__always_inline", "take(1);", {"inline": True}),
            ("assembly", "ASM_CALL_SYSVEC", "DEFINE_IDTENTRY_SYSVEC(fn)", {}),
            ("macro", "a macro makes the call", "TAKE(1);", {}),
            ("elsewhere", "not in the source tree", "take(1);", {"file": "c.c"}),
            ("both", "b.h:7 may make a macro of it", "take(1);", {}),
            ("unread", "coccinelle", "other(1);", {"callee": "other"})):
        *args, more = args
        if name == "unread":
            args[1] = "other(1);"
        yield f"reason {name}", lambda a=tuple(args), m=more: reason(*a, **m)
    for text in "", "[]", '{"calls": [{}]}':
        yield f"audit '{text}'", bad_audit, text
    yield "nothing built", refused, "has no vmlinux"
    yield "no .config", refused, "has no .config", "vmlinux"
    yield "no header", refused, "has no include/linux/call_instr.h", \
        "vmlinux", ".config"
    yield "not ELF", refused, "is not an ELF file", "vmlinux", ".config", \
        "include/linux/call_instr.h"
