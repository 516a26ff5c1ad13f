# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a call executes, and how large it is, for each way of calling.

Writes a function for each way and signature, has callgrind count the
instructions of it and of all that it calls, the callee included, and looks
whether the callee reports stale shadow when it is called in this way. clang 19
instruments the callees, and valgrind runs MSan's runtime too.

The arguments are constants. So the compiler's own caller need not load their
shadow, and is the least that a correct caller can cost.
"""

import re

import harness
from report import goal, table
from suite_kmsan import MODES

CLANG = "clang-19"
CALLS = 100  # as in calls.c

# How each way makes a call, in C. Those that need the size of the arguments are
# not written by hand where there are none.
PLAIN = "{callee}({names});"
BOTH = {"plain": PLAIN,
        "call_instr": "{call_instr}({callee}{pairs});",
        "thunk": "thunk_of_{callee}({names});"}
UNINSTRUMENTED = {
    "kmsan": {**BOTH,
              "init_arg": "kmsan_init_arg({size}); " + PLAIN,
              "sketch": "{fixups} " + PLAIN,
              "wipe": "kmsan_wipe(); " + PLAIN},
    "msan": {**BOTH,
             "unpoison_param": "__msan_unpoison_param({size} / 8); " + PLAIN,
             "wipe": "__msan_unpoison_param(100); " + PLAIN},
}
LEGEND = {
    "kmsan": ["own: the compiler's instrumented caller. thunk: a function that "
              "is marked",
              "__no_kmsan_checks. init_arg: BSD's, told the bytes. sketch: the "
              "mail's, a call an",
              "argument. wipe: all 800 bytes."],
    "msan": ["own: the compiler's instrumented caller. thunk: a function that "
             "is marked",
             "no_sanitize(\"memory\"). unpoison_param: "
             "__msan_unpoison_param(n). wipe: the same",
             "for all 800 bytes."],
}
VARIADIC_WAYS = ["own", "plain", "call_instr"]

# A kernel has no vector registers.
COMMON = {"kmsan": ["-DCONFIG_KMSAN", "-mno-mmx", "-mno-sse"],
          "msan": ["-DCALL_INSTR_MSAN"]}
INSTRUMENT = {"kmsan": "-fsanitize=kernel-memory", "msan": "-fsanitize=memory"}
RUNTIME = {"kmsan": ["tests/bench/kmsan.c", "tests/kmsan/runtime.c"],
           "msan": ["tests/bench/msan.c"]}


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
            "call_instr": "call_instr",
            "pairs": "".join(f", unsigned long, {a}" for a in names)}


def struct():
    return {"name": "struct40", "callee": "callee_struct40",
            "parameters": "struct state s",
            "locals": "static const struct state s = {{1, 2, 3, 4, 5}};",
            "names": "s", "size": 40,
            "look": " + ".join(f"s.word[{i}]" for i in range(5)),
            "fixups": "__kmsan_fixup_arg_40(&(s));",
            "call_instr": "call_instr", "pairs": ", struct state, s"}


def variadic(count):
    """A fixed argument, which says how many longs follow it."""
    follow = scalars(count)
    return {"name": f"va{count}", "callee": "callee_va",
            "locals": follow["locals"], "names": f"{count}, {follow['names']}",
            "call_instr": "call_instr_va",
            "pairs": f", (unsigned long, {count}){follow['pairs']}"}


FIXED = [*(scalars(n) for n in range(13)), struct()]
VARIADIC = [variadic(n) for n in (1, 4, 12)]
COLUMNS = [s["name"] for s in FIXED + VARIADIC]
SHOWN = [c for c in COLUMNS if c not in ("3", "5", "7", "8", "9", "10", "11")]


def rows(back_end):
    """(way, its C, signature) of all calls."""
    for way, text in {"own": PLAIN, **UNINSTRUMENTED[back_end]}.items():
        for signature in FIXED:
            needless = "{size}" in text and not signature["size"]
            yield way, PLAIN if needless else text, signature
        if way in VARIADIC_WAYS:
            for signature in VARIADIC:
                yield way, text, signature


HEAD = """\
#include <stdarg.h>
#include <linux/call_instr.h>
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
    uninstrumented = table_of_calls = ""
    for way, text, signature in rows(back_end):
        name = f"{way}_{signature['name']}"
        head += f"void {name}(void);\n"
        table_of_calls += f'\t{{"{name}", {name}}},\n'
        caller = CALLER.format(function=name, locals=signature["locals"],
                               call=text.format(**signature))
        if way == "own":
            own += caller
        else:
            uninstrumented += caller
    return {
        "callees.c": head + CALLEE_VA + "".join(CALLEE.format(**s)
                                                for s in FIXED),
        "own.c": head + own,
        "uninstrumented.c": head + uninstrumented,
        "table.c": f"{head}const struct call calls[] = {{\n{table_of_calls}"
                   "\t{}\n};\n"}


def build(folder, back_end, mode):
    """Builds the program, and returns its name."""
    objects = []

    def compile_one(source, *flags):
        objects.append(f"{folder}/{len(objects)}.o")
        harness.must(harness.command(
            CLANG, "-O2", "-fno-pie", *harness.WARNINGS, "-I", "tests/bench",
            *COMMON[back_end], *flags, "-c", source, "-o", objects[-1]))

    for name, text in sources(back_end).items():
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
        compile_one(f"{folder}/{name}",
                    *([INSTRUMENT[back_end], *MODES[mode]]
                      if name in ("callees.c", "own.c") else []))
    for source in ["tests/bench/calls.c", *RUNTIME[back_end]]:
        compile_one(source)
    # Without -z now the first call of memset() would be its look-up too, and
    # where valgrind puts programs is no room for the shadow's window below.
    harness.must([CLANG, "-no-pie", "-Wl,-z,now",
                  "-Wl,-Ttext-segment=0x10000000", *objects,
                  *([INSTRUMENT["msan"]] if back_end == "msan" else []),
                  "-o", f"{folder}/calls"])
    return f"{folder}/calls"


def reports(program):
    """{call: whether the callee reports}"""
    found = re.findall(r"^(\w+) ([01])$", harness.must([program]), re.M)
    return {name: answer == "1" for name, answer in found}


def instructions(program, folder):
    """{call: instructions that one takes}"""
    output = f"{folder}/callgrind.out"
    harness.must(["valgrind", "--tool=callgrind", "--compress-strings=no",
                  "--compress-pos=no", "--dump-line=no",
                  f"--callgrind-out-file={output}", program, "count"])
    with open(output, encoding="utf-8") as file:
        # What count() calls, up to the next function.
        block = re.search(r"^fn=count\n(.*?)^fn=", file.read(), re.M | re.S)
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


def measure(folder, back_end, mode):
    """A row for each way, with what one call of each signature takes."""
    program = build(folder, back_end, mode)
    reported = reports(program)
    counted = instructions(program, folder)
    found = {}
    for way, _, signature in rows(back_end):
        call = f"{way}_{signature['name']}"
        row = found.setdefault(way, {"mode": mode, "way": way})
        row[signature["name"]] = counted[call]
    for way, row in found.items():
        called = [name for name in COLUMNS if name in row]
        bad = [name for name in called if reported[f"{way}_{name}"]]
        row["reports"] = ("never" if not bad else
                          "always" if bad == called[1:] else " ".join(bad))
    return found


def goals(modes):
    """@modes: {mode: {way: row}}"""
    fixed = [s["name"] for s in FIXED]
    correct = [way for way in next(iter(modes.values()))
               if all(ways[way]["reports"] == "never"
                      for ways in modes.values())]
    yield goal("ways that report, of call_instr and own",
               sum(way not in correct for way in ("call_instr", "own")), 0)
    others = [w for w in correct if w not in ("call_instr", "own", "thunk")]
    for mode, ways in modes.items():
        mine = ways["call_instr"]
        for arity, limit in ("4", 1.15), ("1", 1.25):
            yield goal(f"{mode}: call_instr to own, arity {arity}",
                       mine[arity] / ways["own"][arity], limit)
        # Without arguments there is nothing to clear, by hand neither.
        yield goal(f"{mode}: signatures at which {' or '.join(others)} takes "
                   "no more than call_instr",
                   sum(ways[way][name] < mine[name] + (name != "0")
                       for way in others for name in fixed), 0)
        yield goal(f"{mode}: call_instr to thunk, at the worst signature",
                   max(mine[name] / ways["thunk"][name] for name in fixed),
                   1.15)


def cost(back_end, title):
    """The table of instructions for a back end."""
    modes = {}
    for mode in MODES:
        with harness.temporary() as folder:
            modes[mode] = measure(folder, back_end, mode)
    return table(
        title,
        ["Of one call, the caller's part and the callee's, by callgrind. "
         "Unsigned long",
         "arguments, a struct of 40 bytes by value, and variadic ones (va).",
         *LEGEND[back_end],
         "reports: when the callee reports stale shadow, of those with "
         "arguments"],
        ["mode", "way", *SHOWN, "reports"],
        [row for ways in modes.values() for row in ways.values()],
        goals(modes))


def size():
    """The table of bytes that a call site has more than the plain one."""
    with harness.temporary() as folder:
        symbols = harness.must(["nm", "-S",
                                build(folder, "kmsan", "param-retval")])
    sizes = {name: int(length, 16) for length, name in
             re.findall(r"^\w+ (\w+) T (\w+)$", symbols, re.M)}

    def row(way, minus):
        return {"way": way, "bytes": "added" if minus else "all",
                **{name: sizes[f"{way}_{name}"] - sum(
                    sizes[f"{m}_{name}"] for m in minus)
                   for name in COLUMNS if f"{way}_{name}" in sizes}}

    return table(
        "6. Size: bytes of code that a call site adds with KMSAN on",
        ["of a function that makes the call, clang 19 -O2"],
        ["way", "bytes", *COLUMNS],
        [row("plain", []), row("call_instr", ["plain"]),
         row("init_arg", ["plain"])])
