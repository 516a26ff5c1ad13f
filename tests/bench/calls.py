# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a call executes, and how large it is, for each way of calling.

Writes a function for each way and signature, has callgrind count the
instructions of it and of all that it calls, the callee included, and looks
whether the callee reports stale shadow when it is called in this way.

The arguments are constants. So the compiler's own caller need not load their
shadow, and is the least that a correct caller can cost.
"""

import pathlib
import re

import harness
from suite_kmsan import MODES

CLANG = "clang-19" if "clang-19" in harness.CLANGS else harness.CLANGS[-1]
CALLS = 100  # as in calls.c
REPORTED = 77

# How each way makes a call, in C.
PLAIN = "{callee}({names});"
BOTH = {"own": PLAIN,
        "plain": PLAIN,
        "call_instr": "{macro}({callee}{pairs});",
        "thunk": "thunk_of_{callee}({names});"}
WAYS = {
    "kmsan": {**BOTH,
              "init_arg": "kmsan_init_arg({size}); " + PLAIN,
              "sketch": "{fixups} " + PLAIN,
              "wipe": "kmsan_wipe(); " + PLAIN},
    "msan": {**BOTH,
             "unpoison_param": "__msan_unpoison_param({size} / 8); " + PLAIN,
             "wipe": "call_instr_wipe(); " + PLAIN},
}
VARIADIC_WAYS = {"kmsan": ["own", "plain", "call_instr"],
                 "msan": ["own", "plain", "call_instr", "wipe"]}
LEGEND = {
    "kmsan": "thunk: a function that is marked __no_kmsan_checks. init_arg: "
             "BSD's, told the bytes. sketch: the mail's, a call an argument. "
             "wipe: all 800 bytes.",
    "msan": "thunk: a function that is marked no_sanitize(\"memory\"). "
            "unpoison_param: __msan_unpoison_param(n). wipe: call_instr_wipe().",
}

# A kernel has no vector registers.
FLAGS = {"kmsan": ["-DCONFIG_KMSAN", "-mno-mmx", "-mno-sse"], "msan": []}
INSTRUMENT = {"kmsan": "-fsanitize=kernel-memory", "msan": "-fsanitize=memory"}
LEAVE_OUT = {"kmsan": [], "msan": ["-DCALL_INSTR_MSAN"]}
RUNTIME = {"kmsan": ["tests/bench/calls.c", "tests/kmsan/runtime.c"],
           "msan": ["tests/bench/calls.c"]}


def scalars(count):
    """The signature of so many longs."""
    names = [f"a{i}" for i in range(1, count + 1)]
    return {"name": str(count), "callee": f"callee_{count}",
            "parameters": ", ".join(f"unsigned long {a}" for a in names)
            or "void",
            "locals": " ".join(f"unsigned long a{i} = {i};"
                               for i in range(1, count + 1)),
            "names": ", ".join(names), "size": 8 * count,
            "look": " + ".join(names) or "0",
            "fixups": " ".join(f"__kmsan_fixup_arg_8(&({a}));" for a in names),
            "macro": "call_instr",
            "pairs": "".join(f", unsigned long, {a}" for a in names)}


STRUCT = {"name": "struct40", "callee": "callee_struct40",
          "parameters": "struct state s",
          "locals": "static const struct state s = {{1, 2, 3, 4, 5}};",
          "names": "s", "size": 40,
          "look": " + ".join(f"s.word[{i}]" for i in range(5)),
          "fixups": "__kmsan_fixup_arg_40(&(s));",
          "macro": "call_instr", "pairs": ", struct state, s"}


def variadic(count):
    """A fixed argument, which says how many longs follow it."""
    follow = scalars(count)
    return {"name": f"va{count}", "callee": "callee_va",
            "locals": follow["locals"], "names": f"{count}, {follow['names']}",
            "macro": "call_instr_va",
            "pairs": f", (unsigned long, {count}), {follow['names']}"}


FIXED = [*map(scalars, (0, 1, 2, 4, 6, 12)), STRUCT]
VARIADIC = [*map(variadic, (1, 4, 12))]


def functions(back_end):
    """(its name, way, signature, the call in C) of all that are written."""
    for way, text in WAYS[back_end].items():
        for signature in FIXED + VARIADIC * (way in VARIADIC_WAYS[back_end]):
            # By hand nobody clears nothing.
            needless = "{size}" in text and not signature["size"]
            yield (f"{way}_{signature['name']}", way, signature,
                   (PLAIN if needless else text).format(**signature))


HEAD = """\
#include <stdarg.h>
#include <linux/call_instr_wipe.h>
#include "ways.h"
DEFINE_CALL_INSTR_STRUCT(state);
void callee_va(unsigned long n, ...);
"""

CALLEE_VA = """
static volatile int sink;
void callee_va(unsigned long n, ...)
{
	unsigned long sum = 0;
	va_list ap;

	va_start(ap, n);
	while (n--)
		sum += va_arg(ap, unsigned long);
	va_end(ap);
	if (sum == 12345)
		sink = 1;
}
"""

CALLEE = """
void {callee}({parameters})
{{
	if (({look}) == 12345)
		sink = 1;
}}
"""

THUNK = """
__attribute__((noinline, no_sanitize("kernel-memory", "memory")))
void thunk_of_{callee}({parameters})
{{
	{callee}({names});
}}
"""

# As in the middle of a function, where a call is no jump.
CALLER = """
__attribute__((noinline, disable_tail_calls)) void {function}(void)
{{
	{locals}
	{call}
}}
"""


def sources(back_end):
    """The text of the files that are written, by name."""
    head = HEAD + "".join(
        "void {callee}({parameters});\n"
        "void thunk_of_{callee}({parameters});\n".format(**s) for s in FIXED)
    own = "".join(THUNK.format(**s) for s in FIXED)
    uninstrumented = table = ""
    for name, way, signature, call in functions(back_end):
        head += f"void {name}(void);\n"
        table += f'\t{{"{name}", {name}}},\n'
        caller = CALLER.format(function=name, locals=signature["locals"],
                               call=call)
        if way == "own":
            own += caller
        else:
            uninstrumented += caller
    callees = CALLEE_VA + "".join(CALLEE.format(**s) for s in FIXED)
    table = f"const struct call calls[] = {{\n{table}\t{{}}\n}};\n"
    return {"callees": head + callees, "own": head + own,
            "uninstrumented": head + uninstrumented, "table": head + table}


def build(folder, back_end, mode):
    """Builds the program, and returns its name."""
    objects = []

    def compile_one(source, *flags):
        objects.append(f"{folder}/{len(objects)}.o")
        harness.must(harness.command(
            CLANG, "-O2", "-fno-pie", *harness.WARNINGS, "-I", "tests/bench",
            *FLAGS[back_end], *flags, "-c", source, "-o", objects[-1]))

    for name, text in sources(back_end).items():
        path = pathlib.Path(folder, f"{name}.c")
        path.write_text(text, encoding="utf-8")
        compile_one(path, *([INSTRUMENT[back_end], *MODES[mode]]
                            if name in ("callees", "own") else LEAVE_OUT[back_end]))
    for source in RUNTIME[back_end]:
        compile_one(source)
    # Without -z now the first call of memset() would be its look-up too, and
    # where valgrind puts programs is no room for the shadow's window below.
    harness.must([CLANG, "-no-pie", "-Wl,-z,now",
                  "-Wl,-Ttext-segment=0x10000000", *objects,
                  *([INSTRUMENT["msan"]] if back_end == "msan" else []),
                  "-o", f"{folder}/calls"])
    return f"{folder}/calls"


def reports(program, name):
    """Whether the callee reports in this call."""
    result = harness.run([program, name], {
        "MSAN_OPTIONS": f"symbolize=0:exit_code={REPORTED}"})
    if result.returncode not in (0, REPORTED):
        raise harness.Fail(f"{name}() ended its process with "
                           f"{result.returncode}:\n{result.stdout}")
    return result.returncode == REPORTED


def instructions(program, folder):
    """{call: instructions that one takes}"""
    output = pathlib.Path(folder, "callgrind.out")
    harness.must(["valgrind", "--tool=callgrind", "--compress-strings=no",
                  "--compress-pos=no", "--dump-line=no",
                  f"--callgrind-out-file={output}", program, "count"])
    # What count() calls, up to the next function.
    block = re.search(r"^fn=count\n(.*?)^fn=", output.read_text(), re.M | re.S)
    if not block:
        raise harness.Fail(f"callgrind saw no count() in {program}; it may be "
                           "that this valgrind cannot run it")
    found = {}
    for name, calls, cost in re.findall(
            r"^cfn=(\w+)\ncalls=(\d+) .*\n\S+ (\d+)$", block[1], re.M):
        if name == "set_shadow":
            continue
        if int(calls) != CALLS or int(cost) % CALLS:
            raise harness.Fail(f"callgrind counted {cost} instructions for "
                               f"{calls} calls of {name}(), which is no whole "
                               f"number for each of {CALLS}")
        found[name] = int(cost) // CALLS
    return found


def measure(back_end, mode):
    """{way: its row}"""
    rows = {}
    with harness.temporary() as folder:
        program = build(folder, back_end, mode)
        counted = instructions(program, folder)
        for name, way, signature, _ in functions(back_end):
            row = rows.setdefault(way, {"mode": mode, "way": way, "bad": []})
            row[signature["name"]] = counted[name]
            if reports(program, name):
                row["bad"].append(signature["name"])
    for row in rows.values():
        bad = row.pop("bad")
        # Without arguments there is nothing to report.
        row["reports"] = "never" if not bad else "always" if len(bad) == len(
            row) - 3 else " ".join(bad)
    for way in "own", "call_instr":
        if rows[way]["reports"] != "never":
            raise harness.Fail(f"{back_end}, {mode}: {way} reports, and so "
                               "what it takes is no measure: "
                               + rows[way]["reports"])
    return rows


def cost(back_end, title):
    """The table of instructions for a back end."""
    modes = {mode: measure(back_end, mode) for mode in MODES}
    return (
        f"{title}: instructions",
        "Of one call, the caller's part and the callee's; unsigned long "
        "arguments, a struct of 40 bytes by value, and variadic ones (va). "
        f"own: the compiler's instrumented caller. {LEGEND[back_end]} reports: "
        "when the callee reports stale shadow, of those with arguments.",
        [row for ways in modes.values() for row in ways.values()],
        [(f"{mode}: call_instr to own, {arity} arguments",
          ways["call_instr"][arity] / ways["own"][arity], limit)
         for mode, ways in modes.items() if back_end == "kmsan"
         for arity, limit in (("4", 1.10), ("12", 1.20))])


def size():
    """The table of bytes that a call site has more than the plain one."""
    with harness.temporary() as folder:
        symbols = harness.must(["nm", "-S",
                                build(folder, "kmsan", "param-retval")])
    sizes = {name: int(length, 16) for length, name in
             re.findall(r"^\w+ (\w+) T (\w+)$", symbols, re.M)}
    rows = {way: {"way": way, "bytes": "all" if way == "plain" else "added"}
            for way in ("plain", "call_instr", "init_arg")}
    for name, way, signature, _ in functions("kmsan"):
        if way in rows:
            rows[way][signature["name"]] = sizes[name] - (
                way != "plain" and sizes[f"plain_{signature['name']}"])
    return ("Bytes of code that a call site adds with KMSAN on",
            "Of a function that makes the call.", list(rows.values()), [])
