#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Breaks the headers, one way at a time, and sees the tests go red each time.

The comparison of text, suite expansion, is left out: it would see them all.
Exit status 1 when a mutant survives, or when the headers as they are fail.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import harness

API = "linux/call_instr.h"
ARITY = "linux/call_instr/arity.h"
TYPES = "linux/call_instr/types.h"
ABI = "linux/call_instr/abi.h"
FIXUP = "linux/call_instr/fixup.h"
SUITES = ["behaviour", "compile", "identity", "kmsan", "msan", "examples",
          "arch", "fuzz"]

CLEAR = "		__call_instr_clear(__x##n, _f##id);			\\\n"
FIRST = """		__auto_type _f##id = &*(fn);				\\
		variables"""
TYPES_WITH = "_Static_assert(__builtin_types_compatible_p(__typeof__(*_f##id), __r"
TYPES_WITHOUT = ("_Static_assert(__builtin_types_compatible_p(__typeof__(*(fn)), "
                 "__typeof__((fn)(__VA_ARGS__))")

# What is broken, the file, the text there, which has to be there once, and what
# takes its place. Text and replacement may be lists, of the same length.
MUTANTS = [
    ("sizes are not rounded up", ABI,
     "__call_instr_slots(type)	(__call_instr_sizeof(type) + 7) / 8",
     "__call_instr_slots(type)	__call_instr_sizeof(type) / 8"),
    ("sizes are rounded to 4", ABI,
     "__call_instr_slots(type)	(__call_instr_sizeof(type) + 7) / 8",
     "__call_instr_slots(type)	(__call_instr_sizeof(type) + 3) / 8"),
    ("no hidden argument", ABI,
     ["(void))0)()) > 11", "((type (*)(void))0)(), 0)) > 11"],
     ["(void))0)()) > 99", "((type (*)(void))0)(), 0)) > 99"]),
    ("a hidden argument for scalars", ABI,
     ["(void))0)()) > 11", "((type (*)(void))0)(), 0)) > 11"],
     ["(void))0)()) > 0", "((type (*)(void))0)(), 0)) > 0"]),
    ("none for a small packed struct", ABI, "> 64 ?: 8192", "> 64 ?: 0"),
    ("a slot less", ABI, "__call_instr_max_slots		100",
     "__call_instr_max_slots		99"),
    ("a slot more", ABI, "__call_instr_max_slots		100",
     "__call_instr_max_slots		101"),
    ("no doubt about small structs", TYPES,
     "sizeof(type) + 65528 * ((sizeof(type) + 7) / 8) :", "sizeof(type) :"),
    ("no doubt about a small struct returned", ABI, "> 64 ?: 8192", "> 64 ?: 1"),
    ("arguments behind the end count", API, "? __x##p : __e##n",
     "? __e##n : __e##n"),
    ("a slot after the end is used again", API, "	__e##n = __e##p",
     "	__e##n = __x##p"),
    ("s390x passes every struct in slots", ABI, "0x116 >>", "-1 >>"),
    ("s390x returns small structs in registers", ABI,
     "	__call_instr_returns_record(type) ||", "	"),
    ("aarch64 passes every struct in slots", ABI, "% 65528 <= 16", "% 65528 <= 99"),
    ("variadic arguments have 5 registers", ABI,
     "__call_instr_general_registers	6", "__call_instr_general_registers	5"),
    ("vector registers start at 176", ABI, "__call_instr_va_vector_offset	48",
     "__call_instr_va_vector_offset	176"),
    ("a hidden argument takes no register", ABI,
     "#define __call_instr_return_takes_general(type)				\\\n"
     "	__call_instr_returns_record(type) &&",
     "#define __call_instr_return_takes_general(type)	0 &&"),
    ("a small struct takes no register", ABI,
     "#define __call_instr_va_is_certain(general, vector, unknown, integers, reals) \\\n"
     "	(!(unknown) ||", "#define __call_instr_va_is_certain(general, vector, "
     "unknown, integers, reals) \\\n	(1 ||"),
    ("nothing is on the stack", FIXUP,
     "*__call_instr_va_arg_overflow_size_tls(param_tls) = 8UL * stack;",
     "*__call_instr_va_arg_overflow_size_tls(param_tls) = 0;"),
    ("the stack is not cleared", FIXUP, """__call_instr_va_stack_offset, 0,
			 8UL * stack);""", """__call_instr_va_stack_offset, 0,
			 0UL * stack);"""),
    ("doubles are integers", API, "__i##p + (__builtin_classify_type("
     "__v##n##_##id) != 8)", "__i##p + 1"),
    ("char may be variadic", TYPES, "(sizeof(type) == 4 &&",
     "(sizeof(type) <= 4 &&"),
    ("float may be variadic", TYPES,
     "&& __builtin_classify_type(__call_instr_dummy(type)) != 8)))", ")))"),
    ("nothing is cleared", FIXUP, "	if (end)\n", "	if (0)\n"),
    ("the shadow says uninitialised", FIXUP,
     "memset(__call_instr_param_tls(), 0,", "memset(__call_instr_param_tls(), 1,"),
    ("slots of 4 bytes", FIXUP, "return 8UL *", "return 4UL *"),
    ("all of param_tls is cleared", FIXUP, "(end < __call_instr_max_slots ?",
     "(0 ?"),
    ("the context is asked for in vain", FIXUP, "	if (end)\n", ""),
    ("the callee's signature may change", FIXUP,
     'asm volatile("" : : "X"(callee) : "memory")', "(void)(callee)"),
    ("cleared before the arguments are evaluated", API,
     "		_f##id names;	", "		_f##id args;	"),
    ("cleared after the call", API, [CLEAR, FIRST],
     ["", FIRST.replace("		", "		__attribute__((cleanup(after))) "
                        "unsigned int __after = 16; ", 1)]),
    ("the type of the argument, not the parameter", API,
     "	__typeof__(t) _a##n##_##id = (a);",
     "	__auto_type _a##n##_##id = (a);"),
    ("arity 2 passes one argument twice", ARITY,
     "(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a2),",
     "(id, 1, t1, a1) __call_instr_variable(id, 2, t2, a1),"),
    ("arity 12 leaves out a slot", ARITY, "(c, b, t12)", "(c, a, t12)"),
    ("arity 3 has lost its row", ARITY, "__call_instr_3(id", "__call_instr_33(id"),
    ("a variadic callee's arity 2 passes one argument twice", ARITY,
     "s() m(id, 2, 1, t2, a2)\n", "s() m(id, 2, 1, t2, a1)\n"),
    ("13 arguments are called with 12", ARITY,
     "__call_instr_many, __call_instr_many,	\\\n		__call_instr_12,",
     "__call_instr_12, __call_instr_12,	\\\n		__call_instr_12,"),
    ("an odd list is a call", ARITY,
     "__call_instr_1, __call_instr_odd,", "__call_instr_1, __call_instr_0,"),
    ("an empty argument is none", ARITY, "(t1), ((a1)),", "(t1), (a1),"),
    ("no argument makes no prototype", ARITY,
     "fn, (void), ()", "fn, (), ()"),
    ("a huge argument runs into the doubts", TYPES,
     "sizeof(type) < 816 ? sizeof(type) : 816", "sizeof(type)"),
    ("short is not in the table", TYPES, "__call_instr_word_short",
     "__call_instr_word_shorts"),
    ("const is not in the table", TYPES, "__call_instr_word_const",
     "__call_instr_word_consts"),
    ("volatile behind const is not", TYPES, "__call_instr_qualifier_volatile",
     "__call_instr_qualifier_volatiles"),
    ("enum is not in the table", TYPES, "__call_instr_word_enum",
     "__call_instr_word_enums"),
    ("void is a type", TYPES, "__call_instr_word_void		, "
     "__call_instr_is_void,", "__call_instr_word_void		, "
     "__call_instr_is_integer,"),
    ("every struct is known", TYPES, "__typeof__("
     "struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_##rest)[1]", "type"),
    ("every typedef is known", TYPES, "__typeof__("
     "struct DEFINE_CALL_INSTR_TYPE_is_needed_for_##rest)[1]", "type"),
    ("a union is known as a struct", TYPES, "__call_instr_define(UNION,",
     "__call_instr_define(STRUCT,"),
    ("typeof() may be a struct", TYPES, "(0x13e >>", "(0x313e >>"),
    ("typeof() may be an array", TYPES, "__typeof__((void)0, "
     "__call_instr_dummy(type))", "type"),
    ("size_t is not in user space's table", TYPES, "#else\n"
     "DEFINE_CALL_INSTR_TYPE(uint8_t);", "#else\n"),
    ("gfp_t is not in the kernel's table", TYPES,
     "DEFINE_CALL_INSTR_TYPE(gfp_t);", ""),
    ("long double is in the kernel", TYPES, "(void *)(type)0", "(type)0"),
    ("prototypes are not checked with KMSAN", API,
     TYPES_WITH, TYPES_WITH.replace("(", "(1 || ", 1)),
    ("prototypes are not checked without", API,
     TYPES_WITHOUT, TYPES_WITHOUT.replace("(", "(1 || ", 1)),
    ("types need not be known without KMSAN", API,
     "*(__typeof__(t) *)__call_instr_sizeof(t)", "*(__typeof__(t) *)0"),
    ("without KMSAN there is a copy", API, "	 }), (fn) args)",
     "	 }), ((__typeof__(&*(fn)) volatile []){ fn })[0] args)"),
    ("KMSAN only when this file is instrumented", FIXUP, "#ifdef CONFIG_KMSAN",
     "#if defined(CONFIG_KMSAN) && __has_feature(memory_sanitizer)"),
    ("MSan only when this file is instrumented", FIXUP,
     "defined(CALL_INSTR_MSAN) || ", ""),
    ("MSan only when asked for", FIXUP, " || __has_feature(memory_sanitizer)",
     ""),
]


def broken_copy(mutant, folder):
    """A copy of the headers with the mutant's change."""
    name, file, old, new = mutant
    include = pathlib.Path(folder, "include")
    shutil.copytree(harness.TOP / "include", include)
    path = include / file
    text = path.read_text()
    for before, after in zip(*((x,) if isinstance(x, str) else x
                               for x in (old, new))):
        if text.count(before) != 1:
            sys.exit(f"mutants: '{name}' wants this once in {file}, and it is "
                     f"there {text.count(before)} times:\n{before}")
        text = text.replace(before, after)
    if "cleanup(after)" in text:
        text = text.replace("/* clang-format off */", """
static inline void after(unsigned int *size)
{
	__builtin_memset(__call_instr_param_tls(), 0, *size);
}
""".replace("static", "__attribute__((unused)) static"), 1)
    path.write_text(text)
    return include


def red(include, folder):
    """Runs the tests on these headers: (whether they fail, who saw it)."""
    result = subprocess.run(
        [sys.executable, harness.TESTS / "run.py", "--fail-fast", *SUITES],
        env={**os.environ, "CALL_INSTR_INCLUDE": str(include),
             "CALL_INSTR_BUILD": str(pathlib.Path(folder, "build"))},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", check=False)
    who = [line for line in result.stdout.splitlines()
           if line.startswith("not ok ")]
    # Red is a case that fails; a runner that breaks down proves nothing.
    if result.returncode not in (0, 1) or bool(who) != bool(result.returncode):
        sys.exit(f"mutants: the tests broke down:\n{result.stdout}")
    return bool(who), who[0].removeprefix("not ok ") if who else ""


def main():
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="call_instr.") as folder:
        failed, who = red(harness.TOP / "include", folder)
    if failed:
        sys.exit(f"mutants: the headers as they are fail: {who}")
    for mutant in MUTANTS:
        with tempfile.TemporaryDirectory(prefix="call_instr.") as folder:
            failed, who = red(broken_copy(mutant, folder), folder)
        survivors += not failed
        print(f"{'killed' if failed else 'SURVIVED'}: {mutant[0]}"
              + (f" (seen by {who})" if failed else ""), flush=True)
    print(f"{len(MUTANTS) - survivors} mutants killed, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
