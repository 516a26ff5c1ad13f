#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Breaks the headers, one way at a time, and sees the tests go red each time.

The comparison of text, suite expansion, is left out: it would see them all.

Reads   include/, tests/
Writes  a temporary folder; include/ stays as it is
Needs   what make check needs; no root
Takes   for each mutant the suites until the first that fails: seconds to minutes
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
USER = "linux/call_instr_user.h"
VA = "linux/call_instr_va.h"
WIPE = "linux/call_instr_wipe.h"
# The quick ones first.
SUITES = ["behaviour", "arch", "identity", "fuzz", "msan", "compile", "kmsan",
          "examples"]

UNPOISON = """	kmsan_unpoison_params(8 * (__ci_hidden(__r##i)				\\
				   __ci_##c(_ci_nil, _ci_slot, i##_1, ##__VA_ARGS__)));	\\
"""
CALL = """	__fn##i(__ci_##c(_ci_comma, _ci_name, i##_1, ##__VA_ARGS__));			\\
})
"""
SIZE = "((sizeof(type) + 7) / 8)\n#endif"
HIDDEN = "(__builtin_classify_type(((t(*)(void))8)()) > 11)\n#endif"
MEMSET = "__builtin_memset(__ci_param_tls(), 0, __size < 800 ? __size : 800);"
HIDE = '__asm__ volatile("" : "+r"(__to##i));'
VARIABLE = "#define __ci_variable(t, a, n)		; __typeof__(t) __a##n = (a)"
NAME = "#define __ci_name(t, a, n)		__a##n"
ODD = "1, odd, 0, end)"

# What is broken, the file, the text there, which has to be there once, and what
# takes its place. Text and replacement may be lists, of the same length.
MUTANTS = [
    ("sizes are not rounded up", API, SIZE, SIZE.replace(" + 7", "")),
    ("sizes are rounded to 4", API, SIZE, SIZE.replace("+ 7", "+ 3")),
    ("each argument has one slot", API, SIZE, "1\n#endif"),
    ("no slot for the hidden argument", API, HIDDEN, "0\n#endif"),
    ("a slot for a hidden argument that is none", API, HIDDEN, "1\n#endif"),
    ("a union is returned as a scalar is", API, HIDDEN, HIDDEN.replace("> 11", "== 12")),
    ("s390x returns an __int128 in registers", API, "(sizeof(t) > 8 || ", "(0 || "),
    ("gcc sees a struct of 40 bytes as void", USER, "sizeof(t) > 1, ", "sizeof(t) > 40, "),
    ("a slot less", USER, "__size < 800 ? __size : 800", "__size < 792 ? __size : 792"),
    ("a slot more", USER, "__size < 800 ? __size : 800", "__size < 808 ? __size : 808"),
    ("no end of param_tls", USER, "__size < 800 ? __size : 800", "__size"),
    ("nothing is cleared", API, UNPOISON, ""),
    ("the shadow says uninitialised", USER, MEMSET, MEMSET.replace(" 0, ", " 1, ")),
    ("slots of 4 bytes", API, "kmsan_unpoison_params(8 * (__ci_hidden",
     "kmsan_unpoison_params(4 * (__ci_hidden"),
    ("all of param_tls is always cleared", USER, "__size < 800 ? __size : 800", "800"),
    ("cleared after the call", API, [UNPOISON, CALL], ["", CALL.replace(
        "	__fn##i(", "	__r##i r_##i = __fn##i(").replace("})", UNPOISON + "	r_##i; })")]),
    ("cleared before the arguments are evaluated", API,
     "	__auto_type __fn##i = &*(fn)						\\\n",
     "	kmsan_unpoison_params(800);						\\\n"
     "	__auto_type __fn##i = &*(fn)						\\\n"),
    ("the callee is evaluated once more, and last", API, CALL,
     CALL.replace("__fn##i(__ci", "(fn)(__ci")),
    ("MSan's callee is not hidden", USER, HIDE, ""),
    ("the call may come before the stores", USER,
     "	__atomic_signal_fence(__ATOMIC_SEQ_CST);\n", ""),
    ("KMSAN's callee is called by a pointer", API, "#define __ci_call	__ci_instr\n",
     "#define __ci_call(c, i, fn, ...)	__ci_instr(c, i, ({ __auto_type __to##i = (fn);	\\\n"
     "	" + HIDE + " __to##i; }), ##__VA_ARGS__)\n"),
    ("the type of the argument, not the parameter", API, VARIABLE,
     VARIABLE.replace("__typeof__(t)", "__auto_type")),
    ("s390x passes any struct in a slot", API, "#ifdef CONFIG_S390\n/* ELF",
     "#ifdef CONFIG_S39\n/* ELF"),
    ("s390x passes structs of 4 bytes by a pointer", API, "	sizeof(type) == 4 || ", "	"),
    ("aarch64's copies are not unpoisoned", USER, "(sizeof(type) > 16)",
     "(sizeof(type) > 900)"),
    ("aarch64's frame ends at the frame pointer", USER, "__builtin_dwarf_cfa()",
     "__builtin_frame_address(0)"),
    ("any architecture will do", USER,
     "#error \"call_instr(): nobody has proven this architecture; build without "
     "KMSAN and MSan\"", ""),
    ("KMSAN only when this file is instrumented", API, "#ifdef CONFIG_KMSAN\n",
     "#if defined(CONFIG_KMSAN) && __has_feature(memory_sanitizer)\n"),
    ("MSan only when this file is instrumented", USER,
     "#elif defined(CALL_INSTR_MSAN)", "#elif defined(CALL_INSTR_MSAN_)"),
    ("MSan only when asked for", USER, "#if __has_feature(memory_sanitizer)",
     "#if 0"),
    ("an instrumented caller is not told", USER,
     "#if __has_builtin(__builtin_allow_sanitize_check)", "#if 0"),
    ("arity 2 passes one argument twice", API,
     "#define __ci_2(s, m, n, t, a, ...) _##m(t, a, n)",
     "#define __ci_2(s, m, n, t, a, ...) _##m(t, a, n##1)"),
    ("arity 12 leaves out an argument", API,
     "__ci_11(s, m, n##1, __VA_ARGS__)", "__ci_10(s, m, n##1, __VA_ARGS__)"),
    ("arity 3 has lost its row", API, "#define __ci_3(s", "#define __ci_33(s"),
    ("13 arguments are called with 12", API, "13, 13, 13, 12, odd,", "13, 12, 13, 12, odd,"),
    ("a type behind 12 arguments is left out", API, "13, 12, odd, 11,", "12, 12, odd, 11,"),
    ("an odd list is a call", API, ODD, ODD.replace("odd", "1")),
    ("no argument makes no prototype", API,
     "#define __ci_void_none()		void", "#define __ci_void_none()"),
    ("arguments are in no parentheses", API,
     "#define __ci_plain(t, a, ...)		(a)", "#define __ci_plain(t, a, ...)		a"),
    ("short is not in the table", API, "__ci_row_short	", "__ci_row_shorts	"),
    ("__signed is not in the table", USER, "__ci_row___signed	", "__ci_row___signeds	"),
    ("const is not in the table", API, "__ci_row_const	", "__ci_row_consts	"),
    ("volatile is const", API, "__ci_is(__volatile__)", "__ci_is(const)"),
    ("enum is not in the table", API, "__ci_row_enum	", "__ci_row_enums	"),
    ("typeof is not in the table", API, "__ci_row_typeof	", "__ci_row_typeofs	"),
    ("every struct is known", API, "__ci_is(struct DEFINE_CALL_INSTR_STRUCT_is_needed_for_)"
     "__ci_comma()", "__ci_is(struct)"),
    ("every typedef is known", API, "	struct DEFINE_CALL_INSTR_TYPE_is_needed_for_##t, __ci_nil())",
     "	t, __ci_nil())"),
    ("a union is known as a struct", API, "__ci_define(UNION, union, name)",
     "__ci_define(STRUCT, union, name)"),
    ("a struct is as large as a pointer", API, "char __ci_size[sizeof(type name)];",
     "char __ci_size[8];"),
    ("an array can be made known", API,
     "_Static_assert(__ci_same(*(type name *)8, *(type name *)8),", "_Static_assert(1,"),
    ("size_t is not known", API, "#define __ci_row_size_t	__ci_is(size_t)\n", ""),
    ("gfp_t is not in the kernel's table", API, "#define __ci_row_gfp_t		__ci_is(gfp_t)\n", ""),
    ("double is in the kernel", API, "#define __ci_row_u8		__ci_is(u8)\n",
     "#define __ci_row_u8		__ci_is(u8)\n#define __ci_row_double	__ci_is(double)\n"),
    ("prototypes are not checked", API, "(*)(__VA_ARGS__) : 1, default : 0",
     "(*)(__VA_ARGS__) : 1, default : 1"),
    ("a callee needs no prototype", API, "(*)(char(*p)[77]) : 0, default :",
     "(*)(char(*p)[77]) : 1, default :"),
    ("without KMSAN there is a copy", API, "	})), (fn)(__ci_##c(_ci_comma, _ci_plain",
     "	})), ((__typeof__(&*(fn)) volatile []){ fn })[0](__ci_##c(_ci_comma, _ci_plain"),
    ("without KMSAN unknown types compile", API, "(void)__ci_slots(__ci_known(t)); __u;", "__u;"),
    ("names are not the call's own", API, [VARIABLE, NAME, "__COUNTER__, __VA_ARGS__)"],
     [VARIABLE, NAME, "7, __VA_ARGS__)"]),
    ("call_instr_ref() unpoisons nothing", USER, "	__ci_unpoison_memory((void *)__p, __n);\n", ""),
    ("call_instr_ref() takes an array for a pointer", API,
     "*(__VA_ARGS__), (__VA_ARGS__)))) +", "*(__VA_ARGS__), *(__VA_ARGS__)))) +"),
    ("call_instr_ref() takes void *", API, "!__ci_same((void)0, *(__VA_ARGS__)) &&", "1 &&"),
    ("call_instr_ref() takes a function", API, "!__ci_same(*(__VA_ARGS__), &*(__VA_ARGS__)),",
     "1,"),
    ("call_instr_ref() is a void *", USER, "((__typeof__((void)0, __VA_ARGS__))__ci_unpoison(",
     "((void *)__ci_unpoison("),
    ("variadic shadow is not cleared", VA,
     "__builtin_memset(__ci_va_arg_tls(), 0, 800);",
     "__builtin_memset(__ci_va_arg_tls(), 0, 0);"),
    ("only registers' variadic shadow is cleared", VA,
     "__builtin_memset(__ci_va_arg_tls(), 0, 800);",
     "__builtin_memset(__ci_va_arg_tls(), 0, 176);"),
    ("nothing is on the stack", VA,
     "__ci_va_overflow_size() = 8 * __ci_va_stack(", "__ci_va_overflow_size() = 0 * __ci_va_stack("),
    ("all variadic arguments are on the stack", VA,
     "((fixed) < __ci_va_registers ? __ci_va_registers - (fixed) : 0)", "(0 * (fixed))"),
    ("9 registers", VA, "#define __ci_va_registers	6", "#define __ci_va_registers	9"),
    ("s390x has as many registers as x86-64", VA,
     "#define __ci_va_registers	4", "#define __ci_va_registers	6"),
    ("variadic structs are in registers", VA,
     "(sizeof(v) > 8 || __ci_hidden(__typeof__(v)))", "0"),
    ("only large variadic arguments may be in memory", VA,
     "(sizeof(v) > 8 || __ci_hidden(__typeof__(v)))", "(sizeof(v) > 8)"),
    ("nothing aligns variadic arguments", VA, " + (__alignof__(v) - 1) / 8)", ")"),
    ("a bit-field is not variadic", VA, "= ((void)0, (a))", "= (a)"),
    ("a callee of call_instr_va() need not be variadic", VA,
     "_ci_void, _ci_type, fixed), ...): 1),", "_ci_void, _ci_type, fixed)): 1),"),
    ("variadic arguments are left out", VA,
     "#define __ci_va_name(a, n)		, __v##n",
     "#define __ci_va_name(a, n)"),
    ("a wipe leaves param_tls", WIPE, "kmsan_unpoison_params(800);", "kmsan_unpoison_params(0);"),
    ("a wipe leaves va_arg_tls", WIPE, "__builtin_memset(__ci_va_arg_tls(), 0, 800);", ""),
    ("a wipe says that nothing is on the stack", WIPE, "= 800 - 192;", "= 0;"),
    ("a wipe leaves what is on the stack", WIPE, "__ci_va_overflow_size() = 800 - 192;", ""),
]


def broken(mutant):
    """The text of the mutant's header, with its change."""
    name, file, old, new = mutant
    text = (harness.TOP / "include" / file).read_text()
    for before, after in zip(*((x,) if isinstance(x, str) else x
                               for x in (old, new))):
        if text.count(before) != 1:
            sys.exit(f"mutants: '{name}' wants this once in {file}, and it is "
                     f"there {text.count(before)} times:\n{before}")
        text = text.replace(before, after)
    return text


def broken_copy(mutant, folder):
    """A copy of the headers with the mutant's change."""
    include = pathlib.Path(folder, "include")
    shutil.copytree(harness.TOP / "include", include)
    (include / mutant[1]).write_text(broken(mutant))
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help="of a mutant; default: all of them")
    names = parser.parse_args().name
    mutants = [mutant for mutant in MUTANTS if not names or mutant[0] in names]
    if unknown := set(names) - {mutant[0] for mutant in mutants}:
        parser.error(f"there is no mutant {', '.join(sorted(unknown))}; MUTANTS has their names")
    for mutant in mutants:
        broken(mutant)
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="call_instr.") as folder:
        failed, who = red(harness.TOP / "include", folder)
    if failed:
        sys.exit(f"mutants: the headers as they are fail: {who}")
    for mutant in mutants:
        with tempfile.TemporaryDirectory(prefix="call_instr.") as folder:
            failed, who = red(broken_copy(mutant, folder), folder)
        survivors += not failed
        print(f"{'killed' if failed else 'SURVIVED'}: {mutant[0]}"
              + (f" (seen by {who})" if failed else ""), flush=True)
    print(f"{len(mutants) - survivors} mutants killed, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
