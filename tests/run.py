#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Runs the suites, all of them or those named, and counts.

Each suite is a file suite_NAME.py here, whose cases() gives tuples of a name, a
function and its arguments. A suite that dies before it has its cases is a case
that failed. Ends with the compilers that ran and "N passed, N failed, N skipped".

Reads   the repository
Writes  build/tests/
Needs   gcc, or what CC= names; scripts/setup.sh check installs the rest; no root
Takes   some minutes, a single suite seconds to a minute
Exit    0, 1 when a case failed or none ran, 2 for other arguments
"""

import argparse
import collections
import importlib
import sys
import traceback

import harness

SUITES = ["expansion", "behaviour", "compile", "spellings", "identity", "kmsan",
          "msan", "examples", "arch", "fuzz", "audit", "convert", "trees",
          "install", "fetch", "readme", "figures", "run"]


def cases_of(name):
    """The cases of a suite; when it dies, one that says so."""
    try:
        cases = list(importlib.import_module(f"suite_{name}").cases())
        if cases:
            return cases
        text = "it has no cases"
    except (Exception, SystemExit):  # pylint: disable=broad-except
        text = traceback.format_exc()

    def died():
        raise harness.Fail(text)
    return [("the suite itself", died)]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fail-fast", action="store_true",
                        help="stop at the first case that fails")
    parser.add_argument("suite", nargs="*",
                        help="any of: " + " ".join(SUITES))
    args = parser.parse_args()
    for name in args.suite:
        if name not in SUITES:
            parser.error(f"there is no suite {name}; there are: "
                         + " ".join(SUITES))
    if not harness.have(harness.GCC):
        parser.error(f"there is no compiler {harness.GCC} here; CC= names it")

    passed = failed = 0
    skipped = collections.Counter()
    for name in args.suite or SUITES:
        count = collections.Counter()
        for result, case, text in harness.run_cases(cases_of(name),
                                                    args.fail_fast):
            count[result] += 1
            if result == "not ok":
                print(f"not ok {name}: {case}\n  "
                      + text.strip().replace("\n", "\n  "), flush=True)
            elif result == "skip":
                skipped[f"{name}: {text}"] += 1
        print(f"{name}: {count['ok']} passed, {count['not ok']} failed, "
              f"{count['skip']} skipped", flush=True)
        passed += count["ok"]
        failed += count["not ok"]
        if failed and args.fail_fast:
            break
    for text, cases in sorted(skipped.items()):
        print(f"skipped {cases} of {text}")
    print("compilers:", ", ".join(f"{compiler} ({harness.version(compiler)})"
                                  for compiler in sorted(harness.RAN)) or "none")
    print(f"{passed} passed, {failed} failed, {sum(skipped.values())} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
