# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How a program is built and run for each architecture."""

import os
import shutil

import harness

# Whether callers check their arguments, too.
MODES = {"param-retval": ["-fsanitize-memory-param-retval", "-DPARAM_RETVAL"],
         "no-param-retval": ["-fno-sanitize-memory-param-retval"]}


class Arch:
    """An architecture; unless it is this machine's own, QEMU runs its programs."""

    def __init__(self, kernel, triple=None, oldest=14, flags=(), header="CONFIG_KMSAN",
                 by_value=None):
        # What a kernel is compiled with that calls depend on.
        self.kernel = kernel
        self.triple = triple
        # Which form of the headers is for it. clang has KMSAN for all, if asked past
        # its driver.
        self.header = header
        # The sizes in bytes of what it passes by value, where not all are.
        self.by_value = by_value
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

    @property
    def has_kmsan(self):
        return self.header == "CONFIG_KMSAN"

    def instrument(self, mode):
        """What compiles for KMSAN, in one of MODES. MSan's form needs no flag in a file
        that is instrumented."""
        return [*([f"-D{self.header}"] if self.has_kmsan else []), *(
            word for option in ["-fsanitize=kernel-memory", *MODES[mode]]
            for word in ([option] if self.has_kmsan else ["-Xclang", option]))]

    def need(self):
        """Skips the case where a program is missing, by its package."""
        if self.triple:
            cpu = self.triple.partition("-")[0].replace("aarch64", "arm64")
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
    # Nobody has a kernel with KMSAN for it; callers are MSan's.
    "aarch64": Arch([], "aarch64-linux-gnu", 19, header="CALL_INSTR_MSAN"),
    # arch/s390/Makefile: another layout of frames.
    "s390x": Arch(["-mpacked-stack", "-mbackchain", "-msoft-float"],
                  "s390x-linux-gnu", 19, ["-march=z13"], by_value=[1, 2, 4, 8]),
}
KERNELS = {name: arch for name, arch in ARCHS.items() if arch.has_kmsan}
