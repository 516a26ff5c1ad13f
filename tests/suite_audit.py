# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What scripts/kernel/audit says of tests/audit/calls.c, and of files that are no
vmlinux.o; tests/kernel/check.sh asks it about a kernel."""

import re

import harness

AUDIT = "scripts/kernel/audit"
CALLS = """\
caller() -> take_alias(union both): at-risk
caller() -> take_function(void (*)(int, void (*)(int)), int): guarded
caller() -> take_nothing(): no-args
caller() -> take_scalars(unsigned long, const char *, kind): guarded
caller() -> take_typedef(struct pt_regs *, state_t): at-risk
caller() -> take_typedef(struct pt_regs *, state_t): wrapped
caller() -> take_const(const_state_t): at-risk
caller() -> take_union(union both): at-risk
caller() -> take_variable(const char *, ...): guarded
caller() -> take_uninstrumented(state_t): uninstrumented
caller() -> *(): indirect
"""
SUMMARY = "11 calls, of 1 functions to 10: 4 at-risk, 3 guarded, 1 no-args, " \
    "1 wrapped, 1 uninstrumented, 1 indirect"


def build(output, *flags):
    harness.need("clang-19")
    harness.must(harness.command(
        "clang-19", "-O2", "-ffreestanding", "-fsanitize=kernel-memory",
        "-DCONFIG_KMSAN", *flags, "tests/audit/calls.c", "-o", output))


def audit(path, status):
    result = harness.run([AUDIT, path])
    for need in ("pyelftools", "is not installed"):
        if need in result.stdout:
            raise harness.Skip(result.stdout.strip())
    if result.returncode != status:
        raise harness.Fail(f"exit status {result.returncode}, not {status}:\n"
                           + result.stdout)
    return result.stdout


def verdicts():
    with harness.temporary() as folder:
        build(f"{folder}/calls.o", "-c", "-g")
        lines = audit(f"{folder}/calls.o", 1).splitlines()
        seen = "".join(re.sub(r".*tests/audit/calls\.c:(\d+): ", "", line) + "\n"
                       for line in lines[:-1])
        if seen != CALLS or lines[-1] != SUMMARY:
            raise harness.Fail("\n".join(lines))


def lines_of_calls():
    with harness.temporary() as folder:
        build(f"{folder}/calls.o", "-c", "-g")
        text = (harness.TESTS / "audit/calls.c").read_text().splitlines()
        for line in audit(f"{folder}/calls.o", 1).splitlines()[:-1]:
            number, callee = re.match(r".*?:(\d+): .* -> (.*?)\(", line).groups()
            if callee.replace("*", "fn(") not in text[int(number) - 1]:
                raise harness.Fail(line)


def not_at_risk():
    """Exit status 0 is for CIs."""
    harness.need("clang-19")
    with harness.temporary() as folder:
        source = f"{folder}/none.c"
        with open(source, "w", encoding="utf-8") as file:
            file.write("void take(long); void take(long a) { (void)a; }\n"
                       "__attribute__((section(\".noinstr.text\"))) "
                       "void caller(void); void caller(void) { take(1); }\n")
        harness.must(["clang-19", "-c", "-g", "-O0", source, "-o",
                      f"{folder}/none.o"])
        audit(f"{folder}/none.o", 0)


def refused(sentence, *flags):
    with harness.temporary() as folder:
        path = f"{folder}/calls.o"
        if flags:
            build(path, *flags)
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write("no object file\n")
        if sentence not in (text := audit(path, 2)):
            raise harness.Fail(text)


def missing():
    text = audit("no/such/file", 2)
    if text != "audit: no/such/file: No such file or directory.\n":
        raise harness.Fail(text)


def cases():
    for case in verdicts, lines_of_calls, not_at_risk, missing:
        yield case.__name__, case
    yield "not ELF", refused, "is not an ELF file"
    yield "no DWARF", refused, "has no DWARF", "-c"
    yield "linked", refused, "is linked", "-g", "-shared", "-fPIC"
    yield "no section", refused, "has no .noinstr.text", "-c", "-g", \
        "-Dsection(name)=noinline"
