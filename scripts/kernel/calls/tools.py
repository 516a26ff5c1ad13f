# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How other programs are found and run."""

import functools
import os
import shutil
import subprocess
import tempfile

from calls.messages import stop


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
    # LLVM's tools write it in small pieces, for which a pipe takes longer.
    with tempfile.TemporaryFile("w+", errors="replace") as stdout:
        result = subprocess.run(args, stdout=stdout, stderr=subprocess.PIPE,
                                text=True, errors="replace", check=False, **options)
        stdout.seek(0)
        result.stdout = stdout.read()
    return result


def run(*args, text=None):
    """What a command prints; text is its input."""
    result = status_of(*args, input=text)
    if result.returncode:
        stop(f"{os.path.basename(args[0])} failed: {result.stderr.strip()}")
    return result.stdout
