#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Breaks the headers, one way at a time, and sees the tests go red each time.

The comparison of text, suite expansion, is left out: it would see them all.

Reads   include/, tests/
Writes  a temporary folder; include/ stays as it is
Needs   what make check needs; no root
Takes   for each mutant the suites until the first that fails: seconds to a minute
Exit    0, 1 when a mutant survives or the headers as they are fail, 2 for an argument
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import harness

API = "linux/call_instr.h"
ARITY = "linux/call_instr/arity.h"
SHADOW = "linux/call_instr/shadow.h"
TYPES = "linux/call_instr/types.h"
VA = "linux/call_instr_va.h"
# The quick ones first.
SUITES = ["behaviour", "arch", "identity", "compile", "msan", "kmsan", "examples",
          "fuzz"]

UNPOISON = "		__call_instr_unpoison(__call_instr_slots_##i);			\\\n"
CALL = """		__call_instr_fn_##i(__call_instr_##n(__call_instr_name,	\\
			__call_instr_comma, __VA_ARGS__));			\\
	})
#else"""
SIZE = "(sizeof(__call_instr_value(n, i, t, a)) + 7) / 8"
HIDE = '__asm__ volatile("" : "+r"(fn) : : "memory")'

# What is broken, the file, the text there, which has to be there once, and what
# takes its place. Text and replacement may be lists, of the same length.
MUTANTS = [
    ("sizes are not rounded up", API, SIZE, SIZE.replace(" + 7", "")),
    ("sizes are rounded to 4", API, SIZE, SIZE.replace("+ 7", "+ 3")),
    ("each argument has one slot", API, SIZE, "1"),
    ("no slot for the hidden argument", API,
     "enum { __call_instr_slots_##i = 1	", "enum { __call_instr_slots_##i = 0	"),
    ("a slot less", SHADOW, "slots < 100 ? slots : 100",
     "slots < 100 ? slots : 99"),
    ("a slot more", SHADOW, "slots < 100 ? slots : 100",
     "slots <= 101 ? slots : 101"),
    ("no end of param_tls", SHADOW, "slots < 100 ? slots : 100", "slots"),
    ("nothing is cleared", API, UNPOISON, ""),
    ("the shadow says uninitialised", SHADOW,
     "__builtin_memset(__call_instr_param_tls(), 0, 8",
     "__builtin_memset(__call_instr_param_tls(), 1, 8"),
    ("slots of 4 bytes", SHADOW, "0, 8 * (slots", "0, 4 * (slots"),
    ("all of param_tls is always cleared", SHADOW,
     "8 * (slots < 100 ? slots : 100)", "800"),
    ("cleared after the call", API, [UNPOISON, CALL], ["", CALL.replace(
        "		__call_instr_fn_##i(", "		__call_instr_ret_##i r_##i = "
        "__call_instr_fn_##i(").replace("	})", UNPOISON + "		r_##i; })")]),
    ("cleared before the arguments are evaluated", API,
     "		__call_instr_##n(__call_instr_variable, "
     "__call_instr_space, __VA_ARGS__) \\\n",
     "		__builtin_memset(__call_instr_param_tls(), 0, 800);	\\\n"
     "		__call_instr_##n(__call_instr_variable, "
     "__call_instr_space, __VA_ARGS__) \\\n"),
    ("the callee is evaluated once more, and last", API, CALL,
     CALL.replace("__call_instr_fn_##i(", "(fn)(")),
    ("MSan's callee is not hidden", SHADOW, HIDE,
     '__asm__ volatile("" : : : "memory")'),
    ("KMSAN's callee is called by a pointer", SHADOW,
     "__atomic_signal_fence(__ATOMIC_SEQ_CST)", HIDE),
    ("the type of the argument, not the parameter", API,
     "	__typeof__(t) __call_instr_arg##n##_##i = (a);",
     "	__auto_type __call_instr_arg##n##_##i = (a);"),
    ("s390x's copies are not unpoisoned", SHADOW,
     "sizeof(v) > 8 ?	", "sizeof(v) > 8 && 0 ?	"),
    ("s390x passes structs of up to 8 bytes in registers", SHADOW,
     "__builtin_classify_type(v) > 8 || sizeof(v) > 8", "sizeof(v) > 8"),
    ("s390x has no slot for an empty struct", SHADOW,
     "sizeof(v) ? 0 : 800", "0"),
    ("the frame ends before its copies", SHADOW,
     "(char *)__builtin_frame_address(0) - __call_instr_sp", "8"),
    ("aarch64's copies are not unpoisoned", SHADOW, "sizeof(v) > 16 ?", "sizeof(v) > 900 ?"),
    ("aarch64's frame ends at the frame pointer", SHADOW, "__builtin_dwarf_cfa()",
     "__builtin_frame_address(0)"),
    ("any architecture will do", SHADOW,
     "#error \"call_instr(): nobody has proven this architecture; build without "
     "KMSAN and MSan\"", "#define __call_instr_pass(v)	v"),
    ("KMSAN only when this file is instrumented", SHADOW,
     "#if defined(CONFIG_KMSAN)", "#if defined(CONFIG_KMSAN) && "
     "__has_feature(memory_sanitizer)"),
    ("MSan only when this file is instrumented", SHADOW,
     "#elif defined(CALL_INSTR_MSAN)", "#elif defined(CALL_INSTR_MSAN_)"),
    ("MSan only when asked for", SHADOW, "#if __has_feature(memory_sanitizer)",
     "#if 0"),
    ("what an architecture passes is for nobody", API,
     "__call_instr_pass(__call_instr_arg##n##_##i)", "__call_instr_arg##n##_##i"),
    ("arity 2 passes one argument twice", ARITY,
     "#define __call_instr_2(m, s, i, t, a, ...) m(2, i, t, a) s()",
     "#define __call_instr_2(m, s, i, t, a, ...) m(1, i, t, a) s()"),
    ("arity 12 leaves out an argument", ARITY,
     "s() __call_instr_11(m, s, i, __VA_ARGS__)",
     "s() __call_instr_10(m, s, i, __VA_ARGS__)"),
    ("arity 3 has lost its row", ARITY, "#define __call_instr_3(m",
     "#define __call_instr_33(m"),
    ("13 arguments are called with 12", ARITY, ["2, 2, 0, 1, 0, 1,", "0, 0, 12,"],
     ["0, 1, 0, 1, 0, 1,", "12, 0, 12,"]),
    ("an odd list is a call", ARITY, "0, 1, 0, 1, 0, )", "0, 1, 0, 0, 0, )"),
    ("no argument makes no prototype", ARITY,
     "#define __call_instr_void_none		void", "#define __call_instr_void_none"),
    ("arguments are in no parentheses", API,
     "__call_instr_plain(n, i, t, a)		(a)",
     "__call_instr_plain(n, i, t, a)		a"),
    ("short is not in the table", TYPES, "__call_instr_word_short",
     "__call_instr_word_shorts"),
    ("__signed is not in the table", TYPES, "__call_instr_word___signed	",
     "__call_instr_word___signeds	"),
    ("const is not in the table", TYPES, "__call_instr_word_const	",
     "__call_instr_word_consts	"),
    ("a qualifier hides an unknown type", TYPES,
     "#define __call_instr_is_const(n, t, rest)	__call_instr_const(n, rest)",
     "#define __call_instr_is_const(n, t, rest)	(t)n"),
    ("one qualifier is enough", TYPES,
     "#define __call_instr_is_volatile(n, t, rest)	__call_instr_volatile(n, rest)",
     "#define __call_instr_is_volatile(n, t, rest)	__call_instr_const(n, rest)"),
    ("enum is not in the table", TYPES, "__call_instr_word_enum",
     "__call_instr_word_enums"),
    ("typeof is not in the table", TYPES, "__call_instr_word_typeof	",
     "__call_instr_word_typeofs	"),
    ("void is a type", TYPES, "__call_instr_word_void			, "
     "__call_instr_is_void,", "__call_instr_word_void			, "
     "__call_instr_is_scalar,"),
    ("every struct is known", TYPES, "__call_instr_known(n, t, STRUCT, rest)",
     "*(__typeof__(t) *)n"),
    ("every typedef is known", TYPES, "__call_instr_known(n, t, TYPE, rest)",
     "*(__typeof__(t) *)n"),
    ("a union is known as a struct", TYPES, "__call_instr_define(UNION,",
     "__call_instr_define(STRUCT,"),
    ("typeof() may be an array", TYPES,
     "#define __call_instr_is_typeof(n, t, rest)	__call_instr_no_array(t)",
     "#define __call_instr_is_typeof(n, t, rest)	*(__typeof__(t) *)n"),
    ("equal values for all arguments", TYPES, "#define __call_instr_is_scalar(n, t, rest)	(t)n",
     "#define __call_instr_is_scalar(n, t, rest)	(t)1"),
    ("null for all arguments", TYPES, "#define __call_instr_is_scalar(n, t, rest)	(t)n",
     "#define __call_instr_is_scalar(n, t, rest)	(t)0"),
    ("size_t is not known", TYPES, "DEFINE_CALL_INSTR_TYPE(size_t);\n", ""),
    ("gfp_t is not in the kernel's table", TYPES,
     "DEFINE_CALL_INSTR_TYPE(gfp_t);", ""),
    ("double is in the kernel", TYPES,
     "#ifdef __KERNEL__\n#define __call_instr_is_real",
     "#ifdef __KERNEL\n#define __call_instr_is_real"),
    ("prototypes are not checked", API,
     "_Static_assert(__builtin_types_compatible_p(__typeof__(*fn), ret(__VA_ARGS__)) &&",
     "_Static_assert("),
    ("a callee needs no prototype", API,
     "!__builtin_types_compatible_p(__typeof__(*fn), ret(struct __call_instr *)),",
     "1,"),
    ("without KMSAN there is a copy", API, "	 (fn)(__call_instr_##n(__call_instr_plain",
     "	 ((__typeof__(&*(fn)) volatile []){ fn })[0](__call_instr_##n(__call_instr_plain"),
    ("names are not the call's own", API,
     "__call_instr_arg##n##_##i = (a);", "__call_instr_arg##n##_ = (a);"),
    ("variadic shadow is not cleared", VA,
     "__builtin_memset(__call_instr_va_arg_tls(), 0, 800);",
     "__builtin_memset(__call_instr_va_arg_tls(), 0, 0);"),
    ("only registers' variadic shadow is cleared", VA,
     "__builtin_memset(__call_instr_va_arg_tls(), 0, 800);",
     "__builtin_memset(__call_instr_va_arg_tls(), 0, 176);"),
    ("nothing is on the stack", VA,
     "(taken >= registers ? count :", "(1 ? 0 :"),
    ("all variadic arguments are on the stack", VA,
     "(taken >= registers ? count :", "(1 ? count :"),
    ("doubles take general registers", VA,
     "__call_instr_va_stack(taken, count - reals, ",
     "__call_instr_va_stack(taken, count, "),
    ("9 general registers", VA, "#define __call_instr_va_general			6",
     "#define __call_instr_va_general			9"),
    ("s390x has as many general registers as x86-64", VA,
     "#define __call_instr_va_general			5",
     "#define __call_instr_va_general			6"),
    ("s390x has as many floating-point registers as x86-64", VA,
     "#define __call_instr_va_floating		4",
     "#define __call_instr_va_floating		8"),
    ("char may be variadic", VA, "< 6 && sizeof(v) == 4)", "< 6 && sizeof(v) <= 4)"),
    ("a callee of call_instr_va() need not be variadic", VA,
     "				__call_instr_void, fixed), ...)),		\\",
     "				__call_instr_void, fixed))),		\\"),
    ("a variadic argument is passed twice", VA,
     "#define __call_instr_va_name(n, i, t, a)	, __call_instr_arg##n##_##i",
     "#define __call_instr_va_name(n, i, t, a)	, __call_instr_arg1_##i"),
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
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
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
