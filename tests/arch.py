# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How a program is built and run for each architecture."""

import os
import shutil

import harness


class Arch:
    """An architecture; unless it is this machine's own, QEMU runs its programs."""

    def __init__(self, kernel, triple=None, oldest=14, flags=()):
        # What a kernel is compiled with that calls depend on.
        self.kernel = kernel
        self.triple = triple
        # The clangs that have KMSAN for it; where none is here, one to be missed.
        self.clangs = [name for name in harness.FEW_CLANGS
                       if int(name.partition("-")[2] or oldest) >= oldest
                       ] or [f"clang-{oldest}"]
        self.flags = list(flags)
        self.qemu = self.linker = None
        if triple:
            self.qemu = f"qemu-{triple.partition('-')[0]}"
            self.linker = f"{triple}-gcc"
            self.flags += [f"--target={triple}", "-isystem",
                           f"/usr/{triple}/include"]

    def need(self):
        """Skips the case where a program is missing, by its package."""
        if self.triple:
            cpu = self.triple.partition("-")[0]
            for path, package in (
                    (self.linker, f"gcc-{self.triple}"),
                    (f"/usr/{self.triple}/lib/libc.a", f"libc6-dev-{cpu}-cross"),
                    (self.qemu, "qemu-user")):
                if not shutil.which(path, os.F_OK):
                    raise harness.Skip(f"there is no {path}, of package {package}")

    def link(self, compiler, *args):
        """The command that links object files."""
        if self.linker:
            return [self.linker, "-static", *args]
        return [compiler, *args]

    def run(self, program):
        """The command that runs a program."""
        return [self.qemu, program] if self.qemu else [program]


ARCHS = {
    # LLVM looks for "-sse" anywhere in the features, to tell a kernel by it.
    "x86_64": Arch(["-mno-sse4a"]),
    # arch/s390/Makefile: another layout of frames.
    "s390x": Arch(["-mpacked-stack", "-mbackchain", "-msoft-float"],
                  "s390x-linux-gnu", 19, ["-march=z13"]),
}
