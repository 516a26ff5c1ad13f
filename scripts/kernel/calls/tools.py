# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What audit and convert share: how they stop, run tools and split C's lists."""

import functools
import os
import pathlib
import shutil
import subprocess
import sys
import time

START = time.monotonic()
UNKNOWN = "??"      # llvm-symbolizer's name for a file that the DWARF does not tell.


def stop(text):
    """Ends the program with a sentence and exit status 2."""
    print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)
    sys.exit(2)


def progress(text):
    """Says what is going on, to who has watched for two seconds."""
    if sys.stderr.isatty() and time.monotonic() - START > 2:
        print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)


@functools.lru_cache
def llvm(name):
    """The path of a tool of LLVM, of the newest that is installed."""
    for suffix in (*(f"-{version}" for version in range(99, 13, -1)), ""):
        if path := shutil.which(name + suffix):
            return path
    return stop(f"{name} is not installed; install llvm-19.")


def find(name, package):
    """The path of a tool, or it ends the program with the package to install."""
    return shutil.which(name) or stop(f"{name} is not installed; install {package}.")


def status_of(*args, **options):
    """The result of a command, which may fail."""
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, errors="replace", check=False, **options)


def run(*args, text=None):
    """What a command prints; text is its input."""
    result = status_of(*args, input=text)
    if result.returncode:
        stop(f"{os.path.basename(args[0])} failed: {result.stderr.strip()}")
    return result.stdout


def split(text):
    """What is between the commas of a list that are in no parentheses."""
    if "(" not in text:
        return [part.strip() for part in text.split(",")]
    found, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            found.append("")
        else:
            found[-1] += char
    return [part.strip() for part in found]
