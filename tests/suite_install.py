# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""scripts/kernel/install.sh and patch.sh, on a folder that looks like a kernel tree;
and make install, whose headers cmake and meson find."""

import pathlib
import re
import shutil

import harness
from harness import TOP

SCRIPTS = TOP / "scripts/kernel"
TREE = {
    "Kbuild": "",
    "MAINTAINERS": "",
    "include/linux/kmsan_types.h": "",
    "include/linux/kmsan-checks.h": "#include <linux/types.h>\n#ifdef CONFIG_KMSAN\n"
                                    "#else\n#endif\n",
    "mm/kmsan/Makefile": "obj-y := core.o\n",
    "lib/Kconfig.kmsan": "if KMSAN\nconfig KMSAN_KUNIT_TEST\n\tbool\nendif\n",
}
LINES, COLUMNS = 230, 100
# Where git has no name, patch.sh says so.
NOBODY = {f"GIT_{who}_{what}": "nobody@localhost"
          for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def make_tree(folder):
    tree = pathlib.Path(folder, "tree")
    for name, text in TREE.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tree


def files(tree):
    return {str(path.relative_to(tree)): path.read_text()
            for path in tree.rglob("*") if path.is_file()}


def run(folder, script, *args, status=0):
    """What a script prints that is started in a folder."""
    result = harness.run(["env", "-C", folder, SCRIPTS / script, *args], NOBODY)
    if result.returncode != status:
        raise harness.Fail(f"exit status {result.returncode}, not {status}:\n"
                           f"{result.stdout}")
    return result.stdout


def is_kernels(name, text):
    """At most 200 lines, and 30 for call_instr_ref(); none too long, and nothing of user space and other compilers."""
    lines = text.expandtabs(8).splitlines()
    if not 100 < len(lines) <= LINES:
        raise harness.Fail(f"{name} has {len(lines)} lines, {LINES} at most")
    foreign = r"(?<!k)msan|__KERNEL__|uint\d|__thread|tls_model|gcc|aarch64"
    wrong = [line for line in lines
             if len(line) > COLUMNS or re.search(foreign, line, re.I)]
    if wrong:
        raise harness.Fail(f"{name} has what a kernel does not take:\n" + "\n".join(wrong))


def installs():
    """From another folder, by a relative path; a second run changes nothing."""
    with harness.temporary() as folder:
        tree = make_tree(folder)
        said = run(folder, "install.sh", "--check", "tree")
        if files(tree) != TREE:
            raise harness.Fail("--check writes to the tree")
        told = run(folder, "install.sh", "tree")
        if told != said.replace("would be ", ""):
            raise harness.Fail(f"--check said:\n{said}and then it did:\n{told}")
        there = files(tree)
        name = "include/linux/call_instr.h"
        is_kernels(name, there[name])
        modes = {path: (tree / path).stat().st_mode
                 for path in (name, "mm/kmsan/call_instr_test.h")}
        if len(set(modes.values())) != 1:
            raise harness.Fail(f"who may read the header differs: {modes}")
        checks = there["include/linux/kmsan-checks.h"].partition("#else")
        if not all("kmsan_unpoison_params(size_t size)" in part
                   for part in (checks[0], checks[2])):
            raise harness.Fail("".join(checks))
        # And nothing of user space.
        headers = {path for path in there if path.startswith("include/")} - set(TREE)
        if headers != {name, "include/linux/call_instr_va.h"}:
            raise harness.Fail(f"a kernel gets these headers: {headers}")
        if run(tree, "install.sh", ".") or files(tree) != there:
            raise harness.Fail("a second run changes the tree")


def refuses(missing, script, sentence):
    """A tree without a file, or all there is of it, stays as it is."""
    with harness.temporary() as folder:
        tree = make_tree(folder)
        if missing:
            (tree / missing).unlink()
        before = files(tree)
        output = run(folder, script, "tree", status=1)
        if sentence not in output or files(tree) != before:
            raise harness.Fail(f"expected: {sentence}\nseen: {output}")


def in_use():
    """patch.sh replaces no folder that has something of another's."""
    with harness.temporary() as folder:
        make_tree(folder)
        mine = pathlib.Path(folder, "out/mine")
        mine.parent.mkdir()
        mine.touch()
        output = run(folder, "patch.sh", "tree", "out", status=1)
        if "has more than patches" not in output or not mine.exists():
            raise harness.Fail(output)


# A library that calls back. Unless told otherwise meson links it with -z defs.
CMAKE = """
cmake_minimum_required(VERSION 3.16)
project(user C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(CALL_INSTR REQUIRED IMPORTED_TARGET call_instr)
add_library(callback SHARED callback.c)
target_compile_definitions(callback PRIVATE LIBRARY CALL_INSTR_MSAN)
target_link_libraries(callback PRIVATE PkgConfig::CALL_INSTR)
"""
MESON = """
project('user', 'c', default_options: 'b_lundef=false')
shared_library('callback', 'callback.c', c_args: ['-DLIBRARY', '-DCALL_INSTR_MSAN'],
               dependencies: dependency('call_instr'))
"""


def build_system(tool, file, text, configure, build):
    """A build system that takes the installed headers by pkg-config."""
    for program in tool, "pkg-config":
        if not harness.have(program):
            raise harness.Skip(f"{program} is not installed")
    with harness.temporary() as folder:
        source = pathlib.Path(folder, "source")
        source.mkdir()
        (source / file).write_text(text)
        shutil.copy(TOP / "examples/callback.c", source)
        for args in (["make", "-s", "-C", TOP, "install", f"PREFIX={folder}/prefix",
                      "DESTDIR="], configure, build):
            harness.must(["env", "-C", folder, "--unset=MAKEFLAGS", *args], {
                "PKG_CONFIG_PATH": f"{folder}/prefix/share/pkgconfig", "CC": harness.GCC})
        if not pathlib.Path(folder, "build/libcallback.so").exists():
            raise harness.Fail(f"{tool} has built no library")


def cases():
    yield ("cmake", build_system, "cmake", "CMakeLists.txt", CMAKE,
           ["cmake", "-S", "source", "-B", "build"], ["cmake", "--build", "build"])
    yield ("meson", build_system, "meson", "meson.build", MESON,
           ["meson", "setup", "build", "source"], ["meson", "compile", "-C", "build"])
    yield "installs", installs
    for script in "install.sh", "patch.sh":
        yield f"{script}, no kernel", refuses, "MAINTAINERS", script, "is no kernel tree"
        yield (f"{script}, no KMSAN", refuses, "mm/kmsan/Makefile", script,
               "KMSAN is in Linux since 6.1")
    yield "patch.sh, a folder that is in use", in_use
    yield "patch.sh, another kernel", refuses, None, "patch.sh", "the series is for Linux 7.2 and 7.3"
