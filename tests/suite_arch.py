# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Other architectures: random signatures, compiled to IR and compared with it.

What a caller clears is what the callee's arguments take in the IR. On an
architecture that nobody has proven no call compiles, with a sanitizer.
"""

import pathlib

import harness
import llvm_ir
import signatures
from arch import ARCHS

CLANG = "clang-19"
SEED, SIZE, BATCHES = 20261123, 100, 5
KMSAN = ["-fsanitize=kernel-memory", "-DCONFIG_KMSAN"]
MSAN = ["-fsanitize=memory"]

TARGETS = {
    "s390x-linux-gnu": KMSAN,
    "aarch64-linux-gnu": MSAN,
    "x86_64-linux-gnu": KMSAN,
}


def compile_for(target, *args):
    return harness.run([*harness.command(CLANG, f"--target={target}"),
                        "-ffreestanding", "-O1", "-w", "-S", "-emit-llvm",
                        *map(str, args)])


def batch(target, numbers):
    """Compares each signature."""
    harness.need(CLANG)
    text, made = signatures.prototypes(
        SEED, numbers, ARCHS[target.partition("-")[0]].by_value)
    with harness.temporary() as folder:
        source = pathlib.Path(folder, "signatures.c")
        source.write_text(text)
        output = pathlib.Path(folder, "signatures.ll")
        result = compile_for(target, *TARGETS[target], source, "-o", output)
        if result.returncode:
            raise harness.Fail(result.stdout)
        compare(llvm_ir.Module(output.read_text()), made)


def compare(module, made):
    wrong = []
    for s in made:
        extent = max((end for end, _, _ in module.slots(f"callee{s.number}")),
                     default=0)
        cleared = module.cleared(f"test{s.number}")
        if not extent <= cleared <= llvm_ir.PARAM_TLS_SIZE:
            wrong.append(f"signature {s.number}: {cleared} bytes are cleared, "
                         f"and the slots have {extent}")
    if wrong:
        raise harness.Fail("\n".join(wrong))


def unknown(target, flags, compiles):
    """An architecture that call_instr_user.h may not have."""
    harness.need(CLANG)
    result = compile_for(target, *flags, "tests/compile_pass/int.c", "-o",
                         "/dev/null")
    if compiles == bool(result.returncode):
        raise harness.Fail(f"compiles: {not result.returncode}\n"
                           + result.stdout)
    if not compiles and "nobody has proven" not in result.stdout:
        raise harness.Fail(result.stdout)


def variadic():
    """Variadic callees are not for aarch64."""
    harness.need(CLANG)
    result = compile_for("aarch64-linux-gnu", *MSAN,
                         "tests/compile_fail/va_thirteen.c", "-o", "/dev/null")
    if not result.returncode or "x86-64 and s390x only" not in result.stdout:
        raise harness.Fail(result.stdout)


def copied(flags):
    """What s390x passes by a pointer to a copy is refused, in a sentence."""
    harness.need(CLANG)
    for size in *range(1, 10), 12, 16, 24:
        with harness.temporary() as folder:
            source = pathlib.Path(folder, "copied.c")
            source.write_text(f"""#include <linux/call_instr.h>
struct sized {{
	char c[{size}];
}};
DEFINE_CALL_INSTR_STRUCT(sized);
void callee(struct sized s);
void caller(struct sized *s)
{{
	call_instr(callee, struct sized, *s);
}}
""")
            result = compile_for("s390x-linux-gnu", *flags, source, "-o", "/dev/null")
        by_value = size in ARCHS["s390x"].by_value
        if by_value == bool(result.returncode) or not by_value and \
                "s390 passes a copy of this type by a pointer" not in result.stdout:
            raise harness.Fail(f"a struct of {size} bytes compiles: "
                               f"{not result.returncode}\n{result.stdout}")


def cases():
    for target in TARGETS:
        for i in range(BATCHES):
            numbers = list(range(i * SIZE, (i + 1) * SIZE))
            yield (f"{target} signatures {numbers[0]} to {numbers[-1]}", batch,
                   target, numbers)
    yield "aarch64-linux-gnu variadic", variadic
    for name in "kmsan", "off":
        yield (f"s390x-linux-gnu {name}: what is passed by a copy", copied,
               harness.BACK_ENDS[name])
    yield ("s390x-linux-gnu msan", unknown, "s390x-linux-gnu",
           ["-DCALL_INSTR_MSAN"], False)
    yield ("aarch64-linux-gnu kmsan", unknown, "aarch64-linux-gnu",
           ["-DCONFIG_KMSAN"], False)
    for target in ("riscv64-linux-gnu", "powerpc64le-linux-gnu",
                   "x86_64-linux-gnux32"):
        for name, flags in ("kmsan", ["-DCONFIG_KMSAN"]), (
                "msan", ["-DCALL_INSTR_MSAN"]), ("off", []):
            yield (f"{target} {name}", unknown, target, flags, name == "off")
