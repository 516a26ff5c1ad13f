# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What the suites share: compilers, running things, and the verdicts."""

import concurrent.futures
import functools
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
from itertools import product  # for the suites

TESTS = pathlib.Path(__file__).resolve().parent
TOP = TESTS.parent
# "make mutants" points this at a broken copy of the headers.
INCLUDE = pathlib.Path(os.environ.get("CALL_INSTR_INCLUDE", TOP / "include"))
BUILD = pathlib.Path(os.environ.get("CALL_INSTR_BUILD", TOP / "build/tests"))

GCC = os.environ.get("CC") or "gcc"
# All from 14 on that are installed, the oldest first; where none has a version in
# its name, that without, and the cases skip it when there is no such thing either.
CLANGS = [f"clang-{version}" for version in range(14, 100)
          if shutil.which(f"clang-{version}")] or ["clang"]
# For the suites that are slow.
FEW_CLANGS = [name for name in CLANGS
              if name in (CLANGS[0], "clang-19", CLANGS[-1])]
RAN = set()
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Werror"]
BACK_ENDS = {"kmsan": ["-DCONFIG_KMSAN"], "msan": ["-DCALL_INSTR_MSAN"],
             "off": []}


class Fail(Exception):
    """The case does not hold; the text says what was seen."""


class Skip(Exception):
    """The case cannot run here; the text names what is missing."""


def have(compiler):
    return shutil.which(shlex.split(compiler)[0]) is not None


def command(compiler, *args):
    return [*shlex.split(compiler), "-std=gnu11", "-I", str(INCLUDE),
            *map(str, args)]


def run(args, env=None, timeout=120):
    """Runs a command and returns its result; its output is text, merged."""
    args = [str(a) for a in args]
    if os.environ.get("V") == "1":
        print("+", shlex.join(args), file=sys.stderr, flush=True)
    try:
        return subprocess.run(args, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=timeout, cwd=TOP,
                              env={**os.environ, **(env or {})}, check=False)
    except subprocess.TimeoutExpired:
        raise Fail(f"no end after {timeout} s: {shlex.join(args)}") from None


def must(args, env=None, timeout=120):
    """As run(), but the command has to succeed."""
    result = run(args, env, timeout)
    if result.returncode:
        raise Fail(f"exit status {result.returncode}: "
                   f"{shlex.join(str(a) for a in args)}\n{result.stdout}")
    return result.stdout


def need(compiler):
    if not have(compiler):
        raise Skip(f"{compiler} is not installed")
    RAN.add(compiler)


@functools.lru_cache
def version(compiler):
    """As "19.1.7"."""
    # gcc tells all of it by the first option, which clang does not know.
    return run([*shlex.split(compiler), "-dumpfullversion",
                "-dumpversion"]).stdout.strip()


def scratch(name):
    """The path of a file to be made for the case of that name."""
    path = BUILD / name.replace(" ", "_").replace("/", "_")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def temporary():
    """A folder that goes away with the case."""
    return tempfile.TemporaryDirectory(prefix="call_instr.")


def verdict(case):
    """Runs a case: (ok | not ok | skip, name, text)."""
    name, function, *args = case
    try:
        function(*args)
    except Skip as skip:
        return "skip", name, str(skip)
    except Fail as fail:
        return "not ok", name, str(fail)
    except (Exception, SystemExit) as error:  # pylint: disable=broad-except
        return "not ok", name, f"the test itself failed: {error!r}"
    return "ok", name, ""


def run_cases(cases, fail_fast=False):
    """Runs cases side by side and yields each one's verdict."""
    jobs = os.cpu_count() or 1
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(verdict, case) for case in cases]
        for future in concurrent.futures.as_completed(futures):
            result = future.result()
            yield result
            if fail_fast and result[0] == "not ok":
                for other in futures:
                    other.cancel()
                return
