#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""usage: tests/kernel/agree.py OBJDUMP VMLINUX AUDIT.json

Whether each callee that the audit has at risk loads shadow of its arguments, and no
other does: a second look at the code, from top to bottom and without any analysis.

Reads   VMLINUX, by llvm-objdump OBJDUMP, and what audit --json says of it
Writes  nothing
Takes   seconds
Exit    0, 1 unless they agree or when there is none of both kinds, 2 for other arguments
"""

import collections
import json
import re
import subprocess
import sys

KEPT = {"%rbx", "%rbp", "%r12", "%r13", "%r14", "%r15"}


def verdicts(path):
    found = collections.defaultdict(set)
    with open(path, encoding="utf-8") as file:
        for call in json.load(file)["calls"]:
            if call["verdict"] in ("at-risk", "by-reference", "guarded",
                                   "no-args"):
                found[call["callee"]].add(call["verdict"])
    return found


def loads(text):
    """{function: offsets it loads from} what __msan_get_context_state() returned."""
    found, function, pointers = collections.defaultdict(set), None, set()
    for line in text.splitlines():
        if head := re.match(r"[0-9a-f]+ <(.*)>:", line):
            function, pointers = head[1], set()
        elif "\tcallq" in line:
            pointers &= KEPT
            if "<__msan_get_context_state>" in line:
                pointers.add("%rax")
        elif copy := re.search(r"\tmovq\t(%r\w+), (%r\w+)$", line):
            pointers.discard(copy[2])
            if copy[1] in pointers:
                pointers.add(copy[2])
        else:
            load = re.search(r"[\t ](0x[0-9a-f]+|)\((%\w+)\), %", line) or \
                re.search(r"\t(?:test|cmp).*, (0x[0-9a-f]+|)\((%\w+)\)$", line)
            if load and load[2] in pointers:
                offset = int(load[1] or "0", 16)
                # param_tls, va_arg_tls and va_arg_overflow_size_tls.
                if offset < 800 or 1600 <= offset < 2400 or offset == 3200:
                    found[function].add(offset)
            if last := re.search(r", (%\w+)\s*(#.*)?$", line):
                pointers.discard(last[1])
    return found


def disassembled(objdump, vmlinux, names):
    return subprocess.run(
        [objdump, "-d", "--no-show-raw-insn",
         "--disassemble-symbols=" + ",".join(sorted(names)), vmlinux],
        stdout=subprocess.PIPE, text=True, check=True).stdout


def main():
    if sys.argv[1:] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    if len(sys.argv) != 4:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    objdump, vmlinux, audit = sys.argv[1:]
    known = verdicts(audit)
    # The trampoline of a static call is a jump to the callee.
    for name, target in re.findall(r"<(__SCT__\w+)>:\n.*\tjmp\t\S+ <([\w.]+)>",
                                   disassembled(objdump, vmlinux, known)):
        known[target] |= known.pop(name)
    code = loads(disassembled(objdump, vmlinux, known))
    wrong = [f"{name}(): {', '.join(known[name])}, loads {sorted(code[name])}"
             for name in sorted(known)
             if bool(code[name]) != ("at-risk" in known[name])]
    risky = sum("at-risk" in v for v in known.values())
    print(*wrong, f"{len(known)} callees, {risky} at risk, {len(wrong)} differ",
          sep="\n")
    return 1 if wrong or not 0 < risky < len(known) else 0


if __name__ == "__main__":
    sys.exit(main())
