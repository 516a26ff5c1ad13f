# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""The commands that README.md has work, and what the *.md files link to is there.

A command is a line of an indented or fenced block, or what stands in backquotes and
starts with a program. Each has to be in COMMANDS, with what is run for it, or with why
it is not; so a new one fails until somebody has said that. They run on a copy of the
tree, without root, and install nothing.
"""

import os
import pathlib
import re
import shlex
import shutil

import harness
from harness import TOP

# Blocks that are no commands, by how they start.
OUTPUT = ["BUG: KMSAN: ", "struct big fn("]
PROGRAMS = {"make", "git", "sudo", "apt", "apt-get", "pkg-config"}
# Targets of another Makefile, the kernel's.
FOREIGN = {"coccicheck"}
# What the make that runs this test has set.
MAKE_VARIABLES = ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PREFIX", "DESTDIR", "CC", "V"]


def run(folder, command, **variables):
    """Runs a command in a folder, as a shell would."""
    return harness.must(["env", "-C", folder,
                         *(f"--unset={name}" for name in MAKE_VARIABLES),
                         *shlex.split(command)], variables)


def copy(folder):
    """A copy of the tree, whose setup.sh installs nothing."""
    tree = pathlib.Path(folder, "tree")
    shutil.copytree(TOP, tree, ignore=shutil.ignore_patterns(
        "build", ".git", "__pycache__"))
    (tree / "scripts/setup.sh").write_text("#!/bin/sh\n")
    return tree


def expect(output, *texts):
    for text in texts:
        if text not in output:
            raise harness.Fail(f"expected: {text}\nseen: {output}")


# What is run for a command.

def demo(tree, command):
    try:
        output = run(tree, command)
    except harness.Fail as fail:
        if "can build a program with MSan" in str(fail):
            raise harness.Skip("no clang here has MSan's runtime") from None
        raise
    expect(output, "-> a false report", "-> silent", "-> still reported")


def install(tree, command):
    """Installed, the user-space example is compiled with what pkg-config says."""
    found = re.search(r"`export PKG_CONFIG_PATH=DIR(\S+)`",
                      (TOP / "README.md").read_text(encoding="utf-8"))
    if not found:
        raise harness.Fail("README.md does not say where pkg-config has to look")
    for tool in "pkg-config", harness.GCC:
        if not harness.have(tool):
            raise harness.Skip(f"{tool} is not installed")
    prefix = tree.parent / "prefix"
    run(tree, command.replace("PREFIX=DIR", f"PREFIX={prefix}"))
    flags = run(tree, "pkg-config --cflags call_instr",
                PKG_CONFIG_PATH=f"{prefix}{found[1]}")
    if not flags.strip().endswith(f"-I{prefix}/include"):
        raise harness.Fail(f"pkg-config says: {flags}")
    shutil.rmtree(tree / "include")
    for example, part in ("callback", "LIBRARY"), ("variadic", "MIDDLE"):
        run(tree, f"{harness.GCC} {flags} -c -D{part} -DCALL_INSTR_MSAN "
            f"examples/{example}.c -o {example}.o")


def help_of(tree, command):
    """The script is there, and knows --help."""
    script = command.split()[0]
    try:
        expect(run(tree, f"{script} --help"), "usage: ")
    except harness.Fail as fail:
        if "needs pyelftools" in str(fail):
            raise harness.Skip("python3-pyelftools is not installed") from None
        raise


KERNEL = "builds or takes a kernel"
LONG = "takes minutes"
# (the command, a pattern), and what is run for it, or why it is not.
COMMANDS = [
    (r"make demo", demo),
    (r"make help", lambda tree, command: expect(run(tree, command), "make demo")),
    (r"make install PREFIX=\S+", install),
    (r"pkg-config --cflags call_instr", "with make install"),
    (r"scripts/kernel/\S+( (--?\w\S*|KDIR\S*|OUT|VMLINUX))*", help_of),
    (r"make check", "runs this test"),
    (r"make (demo|check|bench)-kernel( \w+=\S*)*", KERNEL),
    (r"make (check-convert|audit)( \w+=\S*)*", KERNEL),
    (r"make (bench|fuzz|spellings|mutants)( \w+=\S*)*", LONG),
    (r"make check-fresh( \w+=\S*)*", "needs root"),
    (r"(sudo )?apt(-get)? .*", "installs packages"),
    (r"git clone .*", "needs the network"),
]


def markdown():
    """The *.md files of the tree."""
    found = sorted(path for path in TOP.rglob("*.md")
                   if not {"build", ".git"} & set(path.relative_to(TOP).parts))
    return {path: path.read_text(encoding="utf-8") for path in found}


def blocks(text):
    """(language, lines) of the blocks of code, and the text without them."""
    found, rest, block, fence = [], [], None, None
    for line in [*text.splitlines(), ""]:
        if fence:
            if line.startswith(fence):
                fence = None
            else:
                block[1].append(line)
        elif match := re.match(r"(```|~~~)(\w*)", line):
            fence, block = match[1], (match[2], [])
            found.append(block)
        elif line.startswith("    ") and (
                block or not rest or not rest[-1].strip()):
            if not block or block[0] != "":
                block = ("", [])
                found.append(block)
            block[1].append(line[4:])
        elif block and not line:
            if block[0] == "":
                block[1].append(line)
        else:
            block = None
            rest.append(line)
        if not line and not fence:
            rest.append(line)
    return found, "\n".join(rest)


def commands(text):
    """The commands of a text, each once."""
    found, rest = blocks(text)
    lines = []
    for language, block in found:
        if language in ("", "sh", "shell", "console", "bash") and \
                not block[0].startswith(tuple(OUTPUT)):
            lines += "\n".join(block).replace("\\\n", " ").splitlines()
    for span in re.findall(r"`([^`]+)`", rest):
        first = span.split()[0]
        if first in PROGRAMS or "/" in first and (
                os.access(TOP / first, os.X_OK) and (TOP / first).is_file()
                or first.startswith("scripts/") and len(span.split()) > 1):
            lines.append(span)
    lines = (" ".join(re.sub(r"^\$ |\s+#\s.*", "", line).split()) for line in lines)
    return list(dict.fromkeys(line for line in lines if line))


def command(text):
    for pattern, what in COMMANDS:
        if re.fullmatch(pattern, text):
            break
    else:
        raise harness.Fail(f"nobody has said in COMMANDS whether to run this: {text}")
    if not isinstance(what, str):
        with harness.temporary() as folder:
            what(copy(folder), text)


def some_commands():
    """The README names the two that it promises, and a block is read as one."""
    expect("\n".join(commands((TOP / "README.md").read_text(encoding="utf-8"))),
           "make demo", "make check", "scripts/kernel/audit KDIR/vmlinux")
    seen = commands("Text `make a` and `b`\nand `scripts/kernel/audit\nX`.\n\n"
                    "    make c \\\n      D=1   # why\n\n    $ e f\n\n"
                    "    BUG: KMSAN: not\n\ntext\n\n    BUG: KMSAN: a\n     b\n\n"
                    "```sh\ng\n```\n```c\nh();\n```\n")
    if seen != ["make c D=1", "e f", "BUG: KMSAN: not", "g", "make a",
                "scripts/kernel/audit X"]:
        raise harness.Fail(str(seen))


def unknown_command():
    try:
        command("make coffee")
    except harness.Fail:
        return
    raise harness.Fail("make coffee is known")


def targets():
    """Each target that somebody names is there, and make help names each that is."""
    there = set(re.findall(r"^([a-z][a-z-]*):(?!=)",
                           (TOP / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"^ *make ([a-z][a-z-]*)", run(TOP, "make help"), re.M))
    wrong = [f"make help does not tell of {name}" for name in there - told - {"help"}]
    wrong += [f"make help tells of {name}, which is not there" for name in told - there]
    for path, text in markdown().items():
        named = re.findall(r"(?:^    |`)make ([a-z][a-z-]*)", text, re.M)
        wrong += [f"{path.relative_to(TOP)}: make {name}" for name in
                  set(named) - there - FOREIGN]
    if wrong:
        raise harness.Fail("\n".join(sorted(wrong)))


def links():
    """What is linked to is in the tree."""
    wrong = []
    for path, text in markdown().items():
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", blocks(text)[1]):
            target = (path.parent / link).resolve()
            if "://" not in link and not (
                    target.exists() and target.is_relative_to(TOP.resolve())):
                wrong.append(f"{path.relative_to(TOP)}: there is no {link}")
    if wrong:
        raise harness.Fail("\n".join(wrong))


def cases():
    for case in some_commands, unknown_command, targets, links:
        yield case.__name__.replace("_", " "), case
    for text in commands((TOP / "README.md").read_text(encoding="utf-8")):
        yield text, command, text
