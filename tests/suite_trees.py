# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What scripts/kernel/convert makes of kernels of a few files: what was at risk there is
wrapped then, or said to be left alone, and nothing else changes."""

import json
import pathlib
import re
import shutil

import harness
import suite_audit
from arch import KERNELS

# A kernel of one file, and what it becomes.
ENTRY = """\
#include <linux/types.h>

typedef struct {
	_Bool exit_rcu;
} state_t;
struct pair {
	int a, b;
};

int sink;

__attribute__((noinline)) void take_both(state_t state, struct pair pair)
{
	sink += state.exit_rcu + pair.b;
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void caller(state_t state, struct pair *pair)
{
	take_both(state, *pair);
}
"""
# Callees that are inlined in instrumented(), but for one, and called by many().
INLINED = """
#define CALLEE(name) name(int a) { __asm__ volatile("" : : "r" (a)); }
static inline void
CALLEE(take_inline)
static inline void CALLEE(take_elsewhere)
void CALLEE(take_external)
static void CALLEE(take_static)

void instrumented(void)
{
	take_inline(sink);
	take_external(sink);
	take_static(sink);
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void many(int a)
{
	take_inline(a);
	take_elsewhere(a);
	take_external(a);
	take_static(a);
}
"""
# Callees that look behind a pointer, and what becomes of the calls.
REFERENCES = """
struct two {
	int a, b;
};

#define CALLEE(name) __attribute__((noinline)) void name(int n, const int *p)	\\
	{ if (n && *p) sink++; }
CALLEE(take_variable)
CALLEE(take_member)
CALLEE(take_array)
CALLEE(take_first_of_a_long_name)
CALLEE(take_pointer)
CALLEE(take_global)
/* The compiler drops the second parameter, which is always the same. */
static __attribute__((noinline)) void take_third(int n, int same, const int *p)
{
	if (n && p[n] == same)
		sink++;
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void callers(int n)
{
	int variable = n, array[4] = { n };
	struct two two = { n, n };
	int *pointer = n ? &variable : array;

	take_variable(n, &variable);
	take_member(n, &two.b);
	take_array(n, array);
	if (n > 1)
		take_first_of_a_long_name(n + 12345678, &array[2]);
	take_pointer(n, pointer);
	take_global(n, &sink);
	take_third(n, 14, array);
}
"""
REFERRED = REFERENCES.replace("&variable);", "call_instr_ref(&variable));").replace(
    "&two.b", "call_instr_ref(&two.b)").replace(
    "(n, array", "(n, call_instr_ref(array)").replace(
    "14, array", "14, call_instr_ref(array)").replace(
    "78, &array[2]", "78,\n\t\t\t\t\t  call_instr_ref(&array[2])")
VARIADIC = """
__attribute__((noinline)) void take_more(struct pair pair, const char *format, ...)
{
	__builtin_va_list va;

	__builtin_va_start(va, format);
	sink += pair.b + *format + __builtin_va_arg(va, int);
	__builtin_va_end(va);
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void caller(struct pair *pair, long number)
{
	take_more(*pair, "the number is %ld, and %s is %d", number, "this", 12);
}
"""
WRITTEN = """
	call_instr_va(take_more,
		      (struct pair, *pair,
		       const char *, "the number is %ld, and %s is %d"), number,
		      "this", 12);
"""
# Calls in one another, by reference and by value, and what has no arguments.
MIXED = """
struct large {
	long a[6];
};

__attribute__((noinline)) int look(const int *p)
{
	return *p;
}

__attribute__((noinline)) void take_number(state_t state, int n)
{
	sink += state.exit_rcu + n;
}

__attribute__((noinline)) void take_and_look(state_t state, const int *p)
{
	sink += state.exit_rcu + *p;
}

__attribute__((noinline)) void take_address(unsigned long p, const int *q)
{
	sink += *(int *)p + (q == &sink);
}

__attribute__((noinline)) struct large get_large(void)
{
	return (struct large){ { sink } };
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void callers(state_t state, int n, struct large *large)
{
	int x = n, y = n, array[4] = { n }, *p = array + 1;

	p[0] = n;
	take_number(state, look(&x));
	take_and_look(state, &y);
	take_and_look(state, p);
	take_address((unsigned long)&n, &sink);
	sink = look(&sink) + look(&array[3]);
	*large = get_large();
}
"""
# A call has other types in each of two files.
SAME_NAME = """
static __attribute__((noinline)) void take_one(%s one)
{
	sink += one.%s;
}

__attribute__((disable_sanitizer_instrumentation, section(".noinstr.text")))
void %s(%s one)
{
	take_one(one);
}
"""
THUNK = """\
__asm__(".globl thunk\\n\\t.type thunk, @function\\nthunk:\\n\\t%s\\n\\t.size thunk, . - thunk");
"""
CALL_TAKE_BOTH = {"x86_64": "call take_both\\n\\tret",
                  "s390x": "brasl %r14, take_both\\n\\tbr %r14"}
CONVERTED = ENTRY.replace("#include", "#include <linux/call_instr.h>\n#include").replace(
    "} state_t;\n", "} state_t;\n\nDEFINE_CALL_INSTR_TYPE(state_t);\n").replace(
    "b;\n};\n", "b;\n};\n\nDEFINE_CALL_INSTR_STRUCT(pair);\n").replace(
    "take_both(state, *", "call_instr(take_both, state_t, state, struct pair, *")


def make_tree(tree, arch, entry):
    """A kernel's tree with one file, and what convert asks for."""
    if not shutil.which("spatch"):
        raise harness.Skip("spatch is not installed")
    shutil.copytree(harness.INCLUDE, tree / "include")
    (tree / "include/linux/types.h").touch()
    (tree / ".config").write_text(f"# Linux/{arch} 7.2 Kernel Configuration\n")
    (tree / "entry.c").write_text(entry)


def build(tree, arch, *sources):
    """Builds its vmlinux."""
    return suite_audit.build(
        "clang-19", tree, "-I", tree / "include", arch=arch,
        sources=[*sources, "uninstrumented.c"],
        link=[*suite_audit.LINK, "-Wl,--unresolved-symbols=ignore-all"])


def kernel(arch):
    """What is at risk there is converted, and then it is wrapped. What is called in
    assembly that no DWARF tells of is left alone."""
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, arch, ENTRY)
        (tree / "thunk.c").write_text(THUNK % CALL_TAKE_BOTH[arch])

        def verdicts():
            path = build(tree, arch, tree / "entry.c", tree / "thunk.c")
            return {call["caller"]: call["verdict"] for call in json.loads(
                suite_audit.audit("--json", path, status=1))["calls"]
                if call["callee"] == "take_both"}

        before = verdicts()
        told = harness.must(["scripts/kernel/convert", folder])
        seen, after = (tree / "entry.c").read_text(), verdicts()
    if (before, seen, after) != (
            {"caller": "at-risk", "thunk": "at-risk"}, CONVERTED,
            {"caller": "wrapped", "thunk": "at-risk"}) or \
            "??: take_both(): left alone: the compiler does not tell" not in told:
        raise harness.Fail(f"{before}, {after}:\n{told}{seen}")


def inlined():
    """With --guarded a static inline that is inlined elsewhere is left alone, and none
    of what is external, not declared inline or not inlined."""
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", ENTRY + INLINED)
        build(tree, "x86_64", tree / "entry.c")
        told = harness.must(["scripts/kernel/convert", "--guarded", folder])
    seen = re.findall(r"(take_(?!both)\w+)\(\): (\w+)", told)
    if sorted(seen) != [("take_elsewhere", "call_instr"), ("take_external", "call_instr"),
                        ("take_inline", "left"), ("take_static", "call_instr")]:
        raise harness.Fail(told)


def variadic():
    """A variadic call keeps its variadic arguments, and is wrapped; in a tree without
    linux/call_instr_va.h it is left alone."""
    text = ENTRY.partition("__attribute__")[0] + VARIADIC
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", text)

        def verdict(status):
            path = build(tree, "x86_64", tree / "entry.c")
            return [call["verdict"] for call in json.loads(
                suite_audit.audit("--json", path, status=status))["calls"]
                if call["callee"] == "take_more"]

        before = verdict(1)
        header = (tree / "include/linux/call_instr_va.h").rename(tree / "header")
        without = harness.must(["scripts/kernel/convert", folder])
        left = (tree / "entry.c").read_text()
        header.rename(tree / "include/linux/call_instr_va.h")
        told = harness.must(["scripts/kernel/convert", folder])
        seen, after = (tree / "entry.c").read_text(), verdict(0)
    if (before, left, after) != (["at-risk"], text, ["wrapped"]) or \
            "the tree has no include/linux/call_instr_va.h" not in without or \
            "take_more(): call_instr_va()" not in told or WRITTEN not in seen or \
            "#include <linux/call_instr_va.h>\n#include <linux/types.h>\n" not in seen:
        raise harness.Fail(f"{before}, {after}:\n{without}{told}{seen}")


def referred():
    """What is passed by reference, as the address of a variable or as an array, becomes
    call_instr_ref(), and is wrapped; of a pointer it says why not."""
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", ENTRY.partition("__attribute__")[0] + REFERENCES)

        def verdicts(status):
            path = build(tree, "x86_64", tree / "entry.c")
            return {call["callee"]: call["verdict"] for call in json.loads(
                suite_audit.audit("--json", path, status=status))["calls"]
                if call["caller"] == "callers"}

        before = verdicts(1)
        told = harness.must(["scripts/kernel/convert", folder])
        seen, after = (tree / "entry.c").read_text(), verdicts(1)
    all_of_them = {"take_third", *re.findall(r"CALLEE\((take_\w+)\)", REFERENCES)}
    referred_to = {name for name, now in after.items() if now == "wrapped"}
    if {name for name, was in before.items() if was == "by-reference"} != \
            all_of_them - {"take_global"} or \
            referred_to != all_of_them - {"take_global", "take_pointer"} or \
            not seen.endswith(REFERRED) or \
            "take_pointer(): left alone: argument 2, pointer, is an address" not in told:
        raise harness.Fail(f"{before}, {after}:\n{told}{seen}")


def mixed():
    """Of two calls in one another one is left alone; both arguments of a call that need
    it are changed, and none that is another's or no variable of the function."""
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", ENTRY.partition("__attribute__")[0] + MIXED)
        build(tree, "x86_64", tree / "entry.c")
        told = harness.must(["scripts/kernel/convert", folder])
        seen = (tree / "entry.c").read_text().partition("\tp[0] = n;\n")[2]
    wanted = ("\tcall_instr(take_number, state_t, state, int, look(&x));\n"
              "\tcall_instr(take_and_look, state_t, state, const int *, call_instr_ref(&y));\n"
              "\tcall_instr(take_and_look, state_t, state, const int *, p);\n"
              "\ttake_address((unsigned long)&n, &sink);\n"
              "\tsink = look(&sink) + look(&array[3]);\n"
              "\t*large = get_large();\n}\n")
    if re.sub(r",\n\s+", ", ", seen) != wanted or not all(text in told for text in (
            "look(): left alone: it is an argument of another one",
            "take_and_look(): left alone: argument 2, p, is an address",
            "take_address(): left alone: argument 1, (unsigned long)&n, is an address",
            "look(): left alone: its line has several calls of it",
            "get_large(): left alone: it has no arguments: write call_instr(get_large)")):
        raise harness.Fail(told + seen)


def same_name():
    """Each call has the types of its own callee."""
    head = ENTRY.partition("__attribute__")[0]
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", head + SAME_NAME % ("state_t", "exit_rcu", "first",
                                                      "state_t"))
        (tree / "calls.c").write_text(head.replace("int sink", "extern int sink") + SAME_NAME
                                      % ("struct pair", "b", "second", "struct pair"))
        build(tree, "x86_64", tree / "entry.c", tree / "calls.c")
        told = harness.must(["scripts/kernel/convert", folder])
        seen = (tree / "entry.c").read_text() + (tree / "calls.c").read_text()
        if "\tcall_instr(take_one, state_t, one);\n" not in seen or \
                "\tcall_instr(take_one, struct pair, one);\n" not in seen:
            raise harness.Fail(told + seen)
        build(tree, "x86_64", tree / "entry.c", tree / "calls.c")


def as_it_was():
    """Nothing changes but calls, however lines end and whatever a comment has."""
    text = ENTRY.replace("int sink;", "int sink;\f\n\n/* \xe9 */").replace("\n", "\r\n")
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", "")
        (tree / "entry.c").write_bytes(text.encode("latin-1"))
        build(tree, "x86_64", tree / "entry.c")
        told = harness.must(["scripts/kernel/convert", folder])
        seen = (tree / "entry.c").read_bytes().decode("latin-1")
    call = "\ttake_both(state, *pair);\r\n"
    new = seen.replace("\tcall_instr(take_both, state_t, state, struct pair, *pair);\r\n", call)
    old = list(text.splitlines(True))
    left = [line for line in new.splitlines(True) if line in old]
    if call in seen or left != old:
        raise harness.Fail(told + seen)


def defined_at_home():
    """A DEFINE_ line goes behind the definition, whatever stands there, and one of
    another architecture does not count."""
    header = ("#ifndef PAIR_H\n#define PAIR_H\n#include <linux/types.h>\nstruct pair {\n"
              "    int a;\n    int b;\n} __attribute__((packed)); /* two */\n\n"
              "/*\n * As in: take(pair);\n */\n#endif\n")
    text = re.sub(r"struct pair \{.*?\};\n", "", ENTRY, flags=re.S).replace(
        "#include", "#include <linux/pair.h>\n#include", 1)
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "x86_64", text)
        (tree / "include/linux/pair.h").write_text(header)
        other = tree / "arch/s390/include/asm/pair.h"
        other.parent.mkdir(parents=True)
        other.write_text("DEFINE_CALL_INSTR_STRUCT(pair);\n")
        build(tree, "x86_64", tree / "entry.c")
        told = harness.must(["scripts/kernel/convert", folder])
        seen = (tree / "include/linux/pair.h").read_text()
        build(tree, "x86_64", tree / "entry.c")
    if seen != header.replace("two */\n", "two */\n\nDEFINE_CALL_INSTR_STRUCT(pair);\n").replace(
            "#include", "#include <linux/call_instr.h>\n#include"):
        raise harness.Fail(told + seen)


def copied():
    """What s390x passes by a pointer to a copy is left alone."""
    with harness.temporary() as folder:
        tree = pathlib.Path(folder)
        make_tree(tree, "s390x", ENTRY.replace("int a, b", "long a, b"))
        build(tree, "s390x", tree / "entry.c")
        told = harness.must(["scripts/kernel/convert", folder])
    if "take_both(): left alone: a struct of it is passed by a pointer to a copy" not in told:
        raise harness.Fail(told)


def cases():
    for case in (inlined, variadic, referred, mixed, same_name, as_it_was, defined_at_home,
                 copied):
        yield case.__name__, case
    for arch in KERNELS:
        yield f"kernel {arch}", kernel, arch
