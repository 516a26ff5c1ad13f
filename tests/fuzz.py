#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Calls random signatures through call_instr(), and compares with the compiler.

For each signature: through call_instr() there is no report; the plain call has
one when the callee's IR reads a slot; the values arrive; the bytes cleared are at
least the slots of the callee's IR, and none behind byte 800; and call_instr_va()
says at least as many bytes on the stack as an instrumented caller does, and no
more than all of them take there. For one in five, variables of its types, arrays and
parts of them pass by call_instr_ref() without a report, and what is beside them has one
for each byte. The builds take turns, 100 signatures each.
A failure prints the command to repeat it.

Reads   include/, tests/kmsan/
Writes  build/fuzz/: the C file of what failed
Needs   clang 14 or newer; no root
Takes   minutes for 1000 signatures; says every 1000 how far it is
Exit    0, 1 when a signature failed, 2 for other arguments
"""

import argparse
import concurrent.futures
import functools
import os
import pathlib
import shutil
import sys
import threading
import time

import harness
import llvm_ir
import signatures
from arch import ARCHS, MODES
from harness import CLANGS, product
from suite_kmsan import make_runtime

BATCH = 100
KEEP = harness.TOP / "build/fuzz"


def builds(compilers):
    return [f"{compiler} {level} {mode}" for compiler, level, mode in
            product(compilers, ["-O0", "-O1", "-O2", "-Os"], MODES)]


BUILDS = {name: builds(arch.clangs) for name, arch in ARCHS.items()}

BUILDING = threading.Lock()


@functools.lru_cache
def runtime(compiler, arch):
    """The object file of the runtime, built once a compiler."""
    path = harness.scratch(f"runtime-{arch}-{compiler}.o")
    make_runtime(ARCHS[arch], compiler, path)
    return path


def looked_at(signature, module, slots):
    """The slots of arguments with a value, those of hidden copies with no noundef.

    Each argument is one of the LLVM function's, unless that is static and the
    argument has no value. The callee looks behind the pointer to a copy, whoever has
    checked the pointer.
    """
    name = f"callee{signature.number}"
    pointers = module.pointers(name)[module.has_sret(name):]
    args = signature.args
    if len(args) > len(pointers):
        args = [arg for arg in args if arg.members]
    return [(end, noundef and not (pointer and "*" not in arg.spelling), byval)
            for (end, noundef, byval), pointer, arg
            in zip(slots, pointers, args) if arg.members]


def wrong(signature, line, module, slots, eager, arch, version):
    """What is wrong with one signature, or None; the version is the compiler's."""
    plain, wrapped, compilers, values, cleared, own, ours, most, references = map(int, line)
    name = f"callee{signature.number}"
    extent = max((end for end, _, _ in slots), default=0)
    slots = slots[module.has_sret(name):]
    if arch != "x86_64":
        slots = looked_at(signature, module, slots)
    reads = any(byval or not noundef or not eager for _, noundef, byval in slots)
    reads = reads or any(arg.members for arg in signature.more)
    # clang itself loses half of a double, of a union with a struct that starts with a
    # float: an instrumented caller's call reports then. And clang 16 and older read what is
    # behind va_arg_tls, whose first 176 bytes are of registers.
    if wrapped > compilers and not (version < 17 and most > 800 - 176):
        return f"{wrapped} reports through call_instr(), {compilers} of the compiler's call"
    if not values and not compilers:
        return "the values did not arrive"
    # Whether the hidden argument is looked at depends on how the value is stored;
    # a bool's shadow is one bit to LLVM, of which 0xff is neither value.
    if plain and not reads and not module.has_sret(name) or \
            not plain and reads and not signature.only_bool() \
            and not signature.splits_int128():
        return f"{plain} reports of the plain call; its IR reads: {reads}"
    if cleared < extent:
        return f"{cleared} bytes are cleared, and the slots have {extent}"
    if cleared > llvm_ir.PARAM_TLS_SIZE:
        return f"{cleared} bytes are cleared, more than param_tls has"
    if signature.variadic and not own <= ours <= most:
        return f"{ours} bytes on the stack; the compiler says {own}"
    if references != len(signature.referred):
        return f"of {len(signature.referred)} variables {references} are right by reference"
    return None


def run_batch(seed, numbers, arch, build, folder):
    """Runs signatures in one build, and returns what is wrong."""
    compiler, level, mode = build.split()
    machine = ARCHS[arch]
    text, batch = signatures.program(
        seed, numbers, f"seed {seed}, signatures {numbers[0]} to {numbers[-1]}",
        machine.has_kmsan, machine.by_value)
    source = pathlib.Path(folder, f"seed{seed}-{numbers[0]}.c")
    source.write_text(text)
    # A third of the compiler's time at -O2 goes to what a kernel has no registers for.
    flags = [*machine.flags, level, *machine.instrument(mode), "-w", "-I",
             "tests/kmsan", "-fno-slp-vectorize", "-fno-vectorize", "-fno-unroll-loops"]
    assembly = source.with_suffix(".ll")
    harness.must(harness.command(compiler, *flags, "-S", "-emit-llvm", source,
                                 "-o", assembly))
    binary = source.with_suffix("")
    # What is read above is what is run: no pass comes after.
    with BUILDING:
        library = runtime(compiler, arch)
    code = source.with_suffix(".o")
    harness.must([compiler, *machine.flags, "-O0", "-w", "-c", assembly, "-o",
                  code])
    harness.must(machine.link(compiler, code, library, "-o", binary))
    output = harness.must(machine.run(binary))
    lines = {int(n): rest for n, *rest in map(str.split, output.splitlines())}
    module = llvm_ir.Module(assembly.read_text())
    # clang 14 takes the option for MSan only.
    version = int(harness.version(compiler).split(".")[0])
    eager = mode == "param-retval" and version >= 15
    found = []
    for signature in batch:
        if signature.number not in lines:
            found.append((signature.number, "the program did not get to it"))
            continue
        line = lines[signature.number]
        slots = module.slots(f"callee{signature.number}")
        text = wrong(signature, line, module, slots, eager, arch, version)
        if text:
            found.append((signature.number, text))
    return found


def check_batch(seed, numbers, arch, build):
    """As a case of the tests: raises what is wrong, and keeps the C file."""
    harness.need(build.split()[0])
    ARCHS[arch].need()
    with harness.temporary() as folder:
        try:
            found = run_batch(seed, numbers, arch, build, folder)
        except harness.Fail as fail:
            found = [(numbers[0], str(fail))]
        if not found:
            return
        KEEP.mkdir(parents=True, exist_ok=True)
        for path in pathlib.Path(folder).glob("*.c"):
            shutil.copy(path, KEEP)
        # A batch is made as a whole, so it is repeated as one.
        raise harness.Fail("\n".join(
            [f"signature {n}: {text}" for n, text in found[:5]]
            + [f"{len(found)} of {len(numbers)} signatures failed; the C file "
               f"is in {KEEP}; repeat them with",
               f"tests/fuzz.py --seed {seed} --first {numbers[0]} --count "
               f"{len(numbers)} --arch {arch} --build '{build}'"]))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--count", type=int, default=1000,
                        help="how many signatures; default: 1000")
    parser.add_argument("--first", type=int, default=0,
                        help="the number of the first; default: 0")
    parser.add_argument("--compilers", type=lambda text: text.split(","),
                        metavar="CLANG,CLANG",
                        help="default: the oldest, 19 and the newest")
    parser.add_argument("--arch", choices=ARCHS, default="x86_64",
                        help="default: x86_64")
    parser.add_argument("--build", choices=builds(CLANGS), metavar="BUILD",
                        help="only this one, as 'clang-19 -O2 param-retval'; "
                        "default: all levels and modes of the compilers, in turn")
    args = parser.parse_args()
    args.compilers = args.compilers or ARCHS[args.arch].clangs
    if args.count < 1 or args.first < 0 or args.first % BATCH:
        parser.error(f"--count is 1 or more, --first a multiple of {BATCH}")
    for name in args.compilers:
        if name not in CLANGS or not harness.have(name):
            parser.error(f"there is no compiler {name} here, or it is no clang")
    turns = [args.build] if args.build else builds(args.compilers)
    end = args.first + args.count
    batches = [range(n, min(n + BATCH, end))
               for n in range(args.first, end, BATCH)]
    start, done, failed = time.monotonic(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(check_batch, args.seed, list(numbers), args.arch,
                            turns[numbers[0] // BATCH % len(turns)]): numbers
                for numbers in batches}
        for job in concurrent.futures.as_completed(jobs):
            try:
                job.result()
            except (harness.Fail, harness.Skip) as fail:
                failed += 1
                print(f"\nnot ok: {fail}", flush=True)
            done += len(jobs[job])
            if done // BATCH % 10 == 0 or done == args.count:
                print(f"{done} of {args.count} signatures, {failed} batches "
                      f"failed, {time.monotonic() - start:.0f} s", flush=True)
    print(f"{done} signatures in {len(turns)} builds for {args.arch}, seed "
          f"{args.seed}: "
          f"{failed} batches failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
