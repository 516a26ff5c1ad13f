# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What scripts/kernel/audit says of the calls in tests/audit/, built with every clang
there is for each architecture, and of files that are no vmlinux; tests/kernel/run.sh check
asks it about a kernel."""

import collections
import functools
import json
import pathlib
import re
import subprocess
import sys

import harness
from arch import ARCHS, KERNELS

AUDIT = "scripts/kernel/audit"
SOURCES = ["single.c", "calls.c", "reference.c", "uninstrumented.c"]
INSTRUMENTED = ["calls.c", "reference.c", "s390x.c", "x86_64.c", "entry.c"]
FLAGS = ["-O2", "-g", "-ffreestanding", "-fno-pic", "-DCONFIG_KMSAN"]
# What an architecture takes beside these.
MORE_FLAGS = {
    "x86_64": ["-mno-sse", "-mno-red-zone"],
    "s390x": [*ARCHS["s390x"].kernel, *ARCHS["s390x"].flags],
}
MORE_SOURCES = {"x86_64": ["x86_64.c"], "s390x": ["s390x.c"]}
LINK = ["-nostdlib", "-static", "-no-pie", "-Wl,-e,caller,--build-id=none"]
# Types and inline functions, as --all prints them.
PRINTED = """\
caller() -> take_function(void (*)(int, void (*)(int)), int): guarded
caller() -> take_nothing(): no-args
caller() -> take_scalars(unsigned long, const char *, kind): guarded
caller() -> take_typedef(struct pt_regs *, state_t): at-risk
caller() -> take_const(const_state_t): at-risk
caller() -> take_union(union both): at-risk
caller() -> take_variable(int, ...): at-risk
caller() -> *(): indirect
assembly() -> take_union(union both): at-risk
parted() -> take_typedef(struct pt_regs *, state_t): at-risk
runtime() -> take_typedef(struct pt_regs *, state_t): runtime
references() -> look_at_text(int, const char *): by-reference
hooks() -> kmsan_copy_to_user(void *, const void *, unsigned long, unsigned long): by-reference
"""
HEAD = "at-risk  by-reference  guarded  no-args  wrapped  nmi  runtime  indirect  uninstrumented"


@functools.lru_cache
def param_retval(clang):
    """What makes callers check arguments; the default since clang 16."""
    for flags in ["-fsanitize-memory-param-retval"], ["-mllvm", "-msan-eager-checks=1"]:
        if not harness.run([clang, "-Werror", "-fsanitize=kernel-memory", *flags, "-x",
                            "c", "-c", "-o", "/dev/null", "/dev/null"]).returncode:
            return flags
    raise harness.Fail(f"{clang} checks no arguments at callers")


def sources_of(arch):
    return [*SOURCES, *MORE_SOURCES[arch]]


def build(clang, folder, *more, arch="x86_64", sources=None, link=LINK):
    """A program of the sources, of tests/audit unless they say, which is not run."""
    harness.need(clang)
    ARCHS[arch].need()
    objects = []
    for path in [pathlib.Path("tests/audit", name)
                 for name in sources or sources_of(arch)]:
        objects.append(f"{folder}/{path.name}.o")
        sanitize = [] if path.name not in INSTRUMENTED else [
            "-fsanitize=kernel-memory", *param_retval(clang)]
        harness.must(harness.command(clang, *FLAGS, *MORE_FLAGS[arch], *sanitize,
                                     *more, "-c", path, "-o", objects[-1]))
    harness.must([*ARCHS[arch].link(clang, *link, *objects), "-o",
                  f"{folder}/vmlinux"])
    return f"{folder}/vmlinux"


def audit(*args, status):
    result = harness.run([AUDIT, *args])
    for need in ("pyelftools", "is not installed"):
        if need in result.stdout:
            raise harness.Skip(result.stdout.strip())
    if result.returncode != status:
        raise harness.Fail(f"exit status {result.returncode}, not {status}:\n"
                           + result.stdout)
    return result.stdout


def expected(arch):
    """{(file, line): verdict} as the comments say."""
    for name in sources_of(arch):
        text = (harness.TESTS / "audit" / name).read_text()
        for number, line in enumerate(text.splitlines(), 1):
            if match := re.search(r";.*/\* ([\w-]+) \*/$", line):
                yield name, number, match[1]


def verdicts(clang, arch, *flags):
    """Each call has the line, and the verdict, that the source says."""
    with harness.temporary() as folder:
        calls = json.loads(audit("--json", build(clang, folder, *flags, arch=arch),
                                 status=1))["calls"]
    seen = collections.defaultdict(set)
    of_function = collections.defaultdict(set)
    for call in calls:
        of_function[call["caller"]].add(call["verdict"])
        # Those of assembly have no line that names them, and those that the
        # compiler has merged have the line of one; those of KMSAN have its files', and a
        # fixup's memset() that of its call.
        name = pathlib.Path(call["file"]).name
        if name in sources_of(arch) and call["callee"] != "memset" and \
                call["caller"] not in ("assembly", "parted", "merged", "half"):
            seen[name, call["line"]].add(call["verdict"])
    wanted = {(name, line): {verdict} for name, line, verdict in expected(arch)
              if verdict not in ("merged", "half")}
    wrong = [f"{name}:{line}: {seen.get((name, line), 'no call')}, not "
             f"{wanted.get((name, line), 'expected')}"
             for name, line in sorted(set(wanted) | set(seen))
             if seen.get((name, line)) != wanted.get((name, line))]
    for caller, verdict in (("merged", {"wrapped"}), ("assembly", {"at-risk"}),
                            ("parted", {"at-risk"}), ("runtime", {"runtime"})):
        if of_function[caller] != verdict:
            wrong.append(f"{caller}(): {of_function[caller]}, not {verdict}")
    if "at-risk" not in of_function["half"]:
        wrong.append(f"half(): {of_function['half']}")
    if wrong:
        raise harness.Fail("\n".join(wrong))


def one_of_two(clang, arch):
    """merged() has a single call, with the line of one of those that it was."""
    with harness.temporary() as folder:
        calls = json.loads(audit("--json", build(clang, folder, arch=arch),
                                 status=1))["calls"]
    text = (harness.TESTS / "audit/calls.c").read_text().splitlines()
    for call in calls:
        if call["function"] == "merged" and \
                "take_typedef" not in text[call["line"] - 1]:
            raise harness.Fail(str(call))


def printed(clang, arch):
    with harness.temporary() as folder:
        path = build(clang, folder, arch=arch)
        everything, risky = audit("--all", path, status=1), audit(path, status=1)
    lines = {re.sub(r"^.*?:\d+: ", "", line) for line in everything.splitlines()}
    missing = [line for line in PRINTED.splitlines() if line not in lines]
    if missing:
        raise harness.Fail("\n".join(missing) + "\nis not in\n" + everything)
    *calls, _, last = [line for line in risky.splitlines() if line]
    if HEAD not in risky or not last.startswith("all "):
        raise harness.Fail(risky)
    plain = [line for line in calls if "() -> " in line]
    count = [sum(line.endswith(f": {verdict}") for line in plain)
             for verdict in ("at-risk", "by-reference")]
    if not plain or sum(count) != len(plain) or count != [
            int(number) for number in last.split()[1:3]]:
        raise harness.Fail(risky)


def in_pieces():
    """The DWARF of a large kernel is read a piece at a time: a unit, here."""
    program = (
        "import sys\n"
        "sys.path.insert(0, 'scripts/kernel')\n"
        "sys.dont_write_bytecode = True\n"
        "from calls import dwarf_entries, dwarf_units\n"
        "names = {'take_typedef', 'plain', 'single'}\n"
        "whole = dwarf_entries.find_entries(sys.argv[1], names)\n"
        "dwarf_units.PIECE = 1\n"
        "count = len(list(dwarf_units.pieces(sys.argv[1])))\n"
        "again = dwarf_entries.find_entries(sys.argv[1], names)\n"
        "print(whole == again, len(whole), count)\n")
    with harness.temporary() as folder:
        result = harness.run(["/usr/bin/python3", "-c", program,
                              build("clang-19", folder)])
    if "pyelftools" in result.stdout:
        raise harness.Skip(result.stdout.strip())
    seen = result.stdout.split()
    if seen[:1] != ["True"] or int(seen[1]) < 3 or int(seen[2]) != len(sources_of("x86_64")):
        raise harness.Fail(result.stdout)


def not_at_risk():
    """Exit status 0 is for CIs."""
    with harness.temporary() as folder:
        path = build("clang-19", folder, "-Wl,--unresolved-symbols=ignore-all",
                     sources=["uninstrumented.c"],
                     link=[*LINK, "-Wl,--unresolved-symbols=ignore-all"])
        audit(path, status=0)


def refused(sentence, make, *args):
    with harness.temporary() as folder:
        path = make(folder, *args)
        if sentence not in (text := audit(path, status=2)) or "Traceback" in text:
            raise harness.Fail(text)


def unread(shell, sentence):
    """What it prints cannot be written: no verdict, and no traceback."""
    with harness.temporary() as folder:
        path = build("clang-19", folder)
        result = harness.run(["bash", "-c", shell.format(f"{AUDIT} {path}")])
        if result.returncode != 2 or result.stdout != sentence:
            raise harness.Fail(f"{result.returncode}: {result.stdout}")


def text_file(folder):
    path = pathlib.Path(folder, "vmlinux")
    path.write_text("no object file\n")
    return path


def relocatable(folder):
    build("clang-19", folder)
    return f"{folder}/calls.c.o"


def stripped(folder):
    path = build("clang-19", folder)
    harness.must(["strip", path])
    return path


def without_dwarf(folder):
    path = build("clang-19", folder)
    harness.must(["strip", "-g", path])
    return path


def compressed(folder):
    path = build("clang-19", folder)
    harness.must(["objcopy", "--compress-debug-sections=zlib", path])
    return path


def split(folder):
    return build("clang-19", folder, "-gsplit-dwarf")


def cut(folder, size):
    path = pathlib.Path(build("clang-19", folder))
    path.write_bytes(path.read_bytes()[:size])
    return path


def changed(folder, at, new):
    path = pathlib.Path(build("clang-19", folder))
    data = bytearray(path.read_bytes())
    data[at:at + len(new)] = new
    path.write_bytes(data)
    return path


def without_kmsan(folder):
    harness.need("clang-19")
    path = pathlib.Path(folder, "none.c")
    path.write_text("void caller(void) {}\n")
    harness.must(["clang-19", "-g", *LINK, path, "-o", f"{folder}/vmlinux"])
    return f"{folder}/vmlinux"


def watched(seconds, terminal, expected):
    """Who watches a terminal for two seconds is told what is going on; nobody else."""
    program = ("import sys; sys.path.insert(0, 'scripts/kernel'); sys.argv[0] = 'audit'; "
               f"from calls import messages; messages.START -= {seconds}; "
               f"sys.stderr.isatty = lambda: {terminal}; messages.progress('this')")
    result = subprocess.run([sys.executable, "-B", "-c", program], stderr=subprocess.PIPE,
                            text=True, check=True)
    if result.stderr != expected:
        raise harness.Fail(result.stderr)


def layers():
    """Each file of calls/ is in the list of its __init__.py, and imports only from those
    above it there."""
    folder = harness.TOP / "scripts/kernel/calls"
    above = set()
    for name in re.findall(r"^ {4}(\w+) {2,}", (folder / "__init__.py").read_text(), re.M):
        text = (folder / f"{name}.py").read_text()
        for one, several in re.findall(r"^from calls(?:\.(\w+)| import (.*))", text, re.M):
            if wrong := {one, *several.split(", ")} - above - {""}:
                raise harness.Fail(f"{name}.py imports {', '.join(wrong)}")
        above.add(name)
    if left := {path.stem for path in folder.glob("*.py")} - above - {"__init__"}:
        raise harness.Fail(f"not in the list: {', '.join(left)}")


def missing():
    text = audit("no/such/file", status=2)
    if text != "audit: no/such/file: No such file or directory.\n":
        raise harness.Fail(text)


def cases():
    for arch in KERNELS:
        for clang in harness.CLANGS if arch == "x86_64" else ARCHS[arch].clangs:
            for case in verdicts, one_of_two, printed:
                yield f"{arch} {case.__name__} {clang}", case, clang, arch
    for clang in "clang-19", "clang-22":
        yield f"x86_64 verdicts DWARF 4 {clang}", verdicts, clang, "x86_64", "-gdwarf-4"
    yield "in pieces", in_pieces
    yield "not at risk", not_at_risk
    yield "layers", layers
    yield "missing", missing
    yield "full disk", unread, "{} >/dev/full", \
        "audit: what it prints: No space left on device.\n"
    yield "no reader", unread, "{} | true; exit ${{PIPESTATUS[0]}}", ""
    yield "watched", watched, 3, True, "audit: this\n"
    yield "watched, and done", watched, 1, True, ""
    yield "not watched", watched, 3, False, ""
    yield "not ELF", refused, "is not an ELF file", text_file
    yield "relocatable", refused, "is not linked; name the vmlinux", relocatable
    yield "stripped", refused, "has no symbols", stripped
    yield "no DWARF", refused, "has no DWARF", without_dwarf
    yield "compressed DWARF", refused, "has compressed DWARF; build it with", compressed
    yield "split DWARF", refused, "has its DWARF in other files", split
    yield "no KMSAN", refused, "build it with CONFIG_KMSAN", without_kmsan
    yield "truncated", refused, "is not an ELF file, or not all of one", cut, 5000
    yield "half a header", refused, "is not an ELF file", cut, 40
    # EM_AARCH64 and EM_S390.
    yield "another architecture", refused, "is for EM_AARCH64", changed, 18, b"\xb7\0"
    yield "another byte order", refused, "is for EM_S390 with 64 bits, little-endian", \
        changed, 18, b"\x16\0"
