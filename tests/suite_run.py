# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What run.py makes of suites that die, and of the compilers that are there."""

import os
import pathlib
import re
import shutil
import sys

import harness

# Suites that die in several ways, and one that does not.
SUITES = {
    "expansion": "import no_such_module\n",
    "behaviour": "def cases():\n"
                 "    yield 'never runs', print\n"
                 "    raise SystemExit('had enough')\n",
    "compile": "def cases():\n    return []\n",
    "identity": "def cases():\n    yield 'leaves', exit, 3\n",
    "kmsan": "import harness\n\ndef cases():\n"
             "    yield 'good', harness.need, 'cc-of-mine'\n",
}


def tools(folder, **scripts):
    """Makes commands, "_" standing for "-"."""
    for name, text in scripts.items():
        path = pathlib.Path(folder, name.replace("_", "-"))
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)


def runner(path, suites, env, status):
    """The output of a run that comes to its end with that exit status."""
    result = harness.run([sys.executable, path, *suites],
                         {"CC": "gcc", **env})
    last = result.stdout.splitlines()[-1:]
    if result.returncode != status or not re.fullmatch(
            r"\d+ passed, \d+ failed, \d+ skipped", "".join(last)):
        raise harness.Fail(f"exit status {result.returncode}, not {status}:\n"
                           + result.stdout)
    return result.stdout


def expect(output, *texts):
    for text in texts:
        if text not in output:
            raise harness.Fail(f"expected: {text}\nseen: {output}")


def dying_suites():
    with harness.temporary() as folder:
        for file in "run.py", "harness.py":
            shutil.copy(harness.TESTS / file, folder)
        for name, text in SUITES.items():
            pathlib.Path(folder, f"suite_{name}.py").write_text(text)
        tools(folder, gcc="", cc_of_mine="echo 1.2.3")
        output = runner(f"{folder}/run.py", SUITES, {"PATH": folder}, 1)
    expect(output, "not ok expansion: the suite itself", "no_such_module",
           "not ok behaviour: the suite itself", "had enough",
           "not ok compile: the suite itself", "it has no cases",
           "not ok identity: leaves", "SystemExit(3)",
           "compilers: cc-of-mine (1.2.3)\n1 passed, 4 failed, 0 skipped\n")


def lame_spatch():
    """As without Python's library: its words are told, and the run goes on."""
    words = "Py.find_library: unable to find the Python library"
    with harness.temporary() as folder:
        tools(folder, spatch=f"echo '{words}' >&2; exit 255")
        output = runner("tests/run.py", ["convert"],
                        {"PATH": f"{folder}:{os.environ['PATH']}"}, 1)
    expect(output, "not ok convert: converted\n"
           f"  {words}\n")


def compilers(names, found, few):
    with harness.temporary() as folder:
        tools(folder, **dict.fromkeys(names, ""))
        seen = harness.must(
            [sys.executable, "-c", "import harness; "
             "print(*harness.CLANGS); print(*harness.FEW_CLANGS)"],
            {"PATH": folder, "PYTHONPATH": str(harness.TESTS)})
    if seen != f"{found}\n{few}\n":
        raise harness.Fail(seen)


def no_clang():
    """What wants one is skipped by name, and nothing has passed."""
    with harness.temporary() as folder:
        tools(folder, gcc="")
        output = runner("tests/run.py", ["kmsan", "msan", "examples", "fuzz"],
                        {"PATH": folder}, 1)
    for suite in "kmsan", "msan", "examples", "fuzz":
        if not re.search(rf"^skipped \d+ of {suite}: clang is not installed$",
                         output, re.M):
            raise harness.Fail(output)
    expect(output, "\n0 passed, 0 failed, ")


def no_qemu():
    """What another architecture wants is named, by its package."""
    with harness.temporary() as folder:
        tools(folder, s390x_linux_gnu_gcc="")
        seen = harness.run(
            [sys.executable, "-c", "import arch; arch.ARCHS['x86_64'].need(); "
             "arch.ARCHS['s390x'].need()"],
            {"PATH": folder, "PYTHONPATH": str(harness.TESTS)}).stdout
    if not re.search("Skip: there is no .*, of package (qemu-user|libc6-dev-s390x-"
                     "cross)$", seen):
        raise harness.Fail(seen)


def cases():
    for case in dying_suites, lame_spatch, no_clang, no_qemu:
        yield case.__name__, case
    yield "some clangs", compilers, ["clang", "clang_13", "clang_15",
                                     "clang_19", "clang_21", "clang_100"], \
        "clang-15 clang-19 clang-21", "clang-15 clang-19 clang-21"
    yield "many clangs", compilers, ["clang_14", "clang_16", "clang_19",
                                     "clang_21", "clang_22"], \
        "clang-14 clang-16 clang-19 clang-21 clang-22", \
        "clang-14 clang-19 clang-22"
    yield "clangs without 19", compilers, ["clang_21", "clang_22", "clang_23"], \
        "clang-21 clang-22 clang-23", "clang-21 clang-23"
    yield "one clang", compilers, ["clang", "gcc"], "clang", "clang"
