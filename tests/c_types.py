# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What spellings.py makes spellings of: the types of C, their words, attributes, callees."""

# What is not made, because the headers refuse it: why, a plain call that compiles, and
# the types to write. suite_spellings.py sees that each is refused still.
LIMITS = [
    *((f"{name}: a part of the callee's type that its parameters do not tell; write a cast",
       f"#if __has_attribute({name.split('(')[0]})\n"
       f"__attribute__(({name})) void fn(int p);\n#endif", "int", "0")
      for name in ("nocf_check", "no_caller_saved_registers", 'cfi_salt("salt")')),
    *((f"{name}: another calling convention; call an instrumented function that calls it",
       f"#if __has_attribute({name})\n"
       f"__attribute__(({name})) void fn(int p);\n#endif", "int", "0")
      for name in ("ms_abi", "vectorcall", "regcall", "preserve_most", "preserve_all",
                   "preserve_none")),
    ("C has no array of a struct that is not known; DEFINE or typeof()",
     "void fn(struct unknown (*p)[4]);", "struct unknown (*)[4]", "0"),
    ("C has no array of a typedef that is not known; DEFINE or typeof()",
     "void fn(secret_t (*p)[4]);", "secret_t (*)[4]", "0"),
    ("the preprocessor sees a name, __seg_gs; write int __seg_gs *",
     "void fn(__seg_gs int *p);", "__seg_gs int *", "0"),
    ("the preprocessor sees a name, __attribute__; write it behind int",
     "void fn(__attribute__((may_alias)) int *p);", "__attribute__((may_alias)) int *", "0"),
    ("clang compares the result with the call's type, which is int",
     "typeof(const int) fn(int p);", "int", "0"),
    ("the argument is a member of the union", "extern int *number; void fn(union clear p);",
     "union clear", "number"),
    ("clang takes no address of such a callee",
     "void fn(void *p __attribute__((pass_object_size(0))));", "void *", "0"),
    ("an array is passed as a pointer; write typeof(&row[0])", "void fn(row_t p);", "row_t",
     "0"),
]

# Each type's spellings; the words may stand in any order.
INTEGERS = {
    "char": ["char"], "signed char": ["signed char"], "unsigned char": ["unsigned char"],
    "short": ["short", "short int", "signed short", "signed short int"],
    "unsigned short": ["unsigned short", "unsigned short int"],
    "int": ["int", "signed", "signed int"], "unsigned": ["unsigned", "unsigned int"],
    "long": ["long", "long int", "signed long", "signed long int"],
    "unsigned long": ["unsigned long", "unsigned long int", "number_macro"],
    "long long": ["long long", "long long int", "signed long long", "signed long long int"],
    "unsigned long long": ["unsigned long long", "unsigned long long int"],
    "__int128": ["__int128", "signed __int128"], "unsigned __int128": ["unsigned __int128"],
}
KERNEL = ("bool size_t u8 u16 u32 u64 s8 s16 s32 s64 ssize_t loff_t pid_t gfp_t").split()
USER = ["float", "double", "long double", "float _Complex", "double _Complex", "_Bool",
        *("bool size_t __int128_t __uint128_t uintptr_t intptr_t ptrdiff_t wchar_t uint8_t "
          "uint16_t uint32_t uint64_t uintmax_t int8_t int16_t int32_t int64_t "
          "intmax_t").split()]
# Not every compiler has these.
RARE = ["_BitInt(17)", "unsigned _BitInt(77)", "int _Complex", "long double _Complex",
        *("_Float16 __bf16 _Float32 _Float64 _Float128 _Float32x _Float64x __float128 "
          "__float80 _Decimal32 _Decimal64 _Decimal128").split()]
# Types of one word, or a tag, and their declarations: a DEFINE makes these known,
KNOWN = {
    "enum colour": "enum colour { RED };",
    "struct one": "struct one { int x; };",
    "struct big": "struct big { long a[5]; };",
    "struct empty": "struct empty { };",
    "struct locked": "struct locked { const int x; volatile char y; };",
    "struct bits": "struct bits { unsigned int x : 3, y : 20; };",
    "struct packed": "struct packed { char c; long l; } __attribute__((packed));",
    "struct flexible": "struct flexible { int n; char c[]; };",
    "union either": "union either { int x; char *p; };",
    "number_t": "typedef unsigned long number_t;",
    "string_t": "typedef char *string_t;",
    "constant_t": "typedef const int constant_t;",
    "anonymous_t": "typedef struct { short x, y; } anonymous_t;",
    "handler_t": "typedef int (*handler_t)(struct one, const char **);",
    "colour_t": "typedef enum colour colour_t;",
    "aligned_t": "typedef int aligned_t __attribute__((aligned(16)));",
    "alias_t": "typedef long alias_t __attribute__((may_alias));",
    "vector_t": "typedef int vector_t __attribute__((vector_size(16)));",
}
# nothing these,
UNKNOWN = {
    "struct unknown": "struct unknown { int x; };",
    "union unknown_union": "union unknown_union { int x; };",
    "secret_t": "typedef int secret_t;",
    "secret_struct_t": "typedef struct { int x; } secret_struct_t;",
}
# and these are no value's.
INCOMPLETE = {
    "void": "",
    "struct nowhere": "struct nowhere;",
    "union nowhere_union": "union nowhere_union;",
    "opaque_t": "typedef struct opaque opaque_t;",
    "nothing_t": "typedef void nothing_t;",
}
ARRAYS = {"row_t": "typedef int row_t[4];", "rows_t": "typedef char rows_t[2][3];"}
# No two of these are compatible.
OTHERS = ["int", "long", "long long", "char", "signed char", "short", "struct one",
          "struct big", "union either"]

# A kernel has the first of each. Those of BEHIND are never the first word of a type.
VARIANTS = {
    "signed": ["signed", "__signed", "__signed__"],
    "const": ["const", "__const", "__const__", "const_macro"],
    "volatile": ["volatile", "__volatile", "__volatile__"],
    "restrict": ["restrict", "__restrict", "__restrict__"],
    "_Complex": ["_Complex", "__complex", "__complex__"],
    "_Atomic": ["_Atomic"],
    "typeof": ["typeof", "__typeof", "__typeof__"],
    "typeof_unqual": ["__typeof_unqual__", "__typeof_unqual"],
}
BEHIND = ['__attribute__((btf_type_tag("user")))', "__attribute__((may_alias))", "__seg_gs"]

# Attributes of a callee. Of IN the first parameter is a pointer, of OUT the result.
ATTRIBUTES = [
    "const", "pure", "cold", "hot", "leaf", "nothrow", "noinline", "unused", "weak",
    "returns_twice", "no_instrument_function", "nodebug", "nomerge", "not_tail_called",
    "flatten", "noipa", "noclone", 'zero_call_used_regs("all")', 'optimize("O1")',
    'target("no-avx")', "patchable_function_entry(2)", "overloadable", "aligned(32)",
    'btf_decl_tag("x")', "no_sanitize_address", 'visibility("hidden")', "convergent",
    "sysv_abi", "cfi_unchecked_callee", "noreturn", "nonblocking", "nonallocating",
    "indirect_return", "warn_unused_result",
]
IN = ["nonnull", "nonnull(1)", "access(read_only, 1)"]
OUT = ["returns_nonnull", "malloc", "assume_aligned(16)"]
PARAMETER_ATTRIBUTES = ["unused", "noescape", "nonnull", "aligned(16)", 'annotate("x")']

# A callee's declaration, of its declarator and its attributes, and what calls it.
CALLEES = {
    "extern": ("extern {};", "{}", "{}"),
    "address": ("extern {};", "{}", "&{}"),
    "star": ("extern {};", "{}", "**{}"),
    "pointer": ("extern {};", "(*{})", "{}"),
    "const pointer": ("extern {};", "(*const volatile {})", "{}"),
    "array": ("extern {};", "(*{}[3])", "{}[2]"),
    "pointer to pointer": ("extern {};", "(**{})", "*{}"),
    "member": ("extern const struct {{ {}; }} {name};", "(*member)", "{}.member"),
    "typedef": ("typedef {0}; extern type_{name} *{name};", "type_{}", "{}"),
    "choice": ("extern {};", "(*{}[3])", "{0}[0] ? {0}[1] : {0}[2]"),
    "static": ("static {} {{ for (;;); }}", "{}", "{}"),
    "expression": ("extern {};", "{}", "({{ {}; }})"),
}

HEAD = "\n".join([
    "#include <linux/call_instr.h>", "#ifndef __KERNEL__", "#include <stdbool.h>", "#endif",
    "#ifndef __SEG_GS", "#define __seg_gs __attribute__((address_space(256)))", "#endif",
    "#define number_macro unsigned long int", "#define const_macro const",
    *KNOWN.values(), *UNKNOWN.values(), *INCOMPLETE.values(), *ARRAYS.values(),
    "typedef int function_t(int, struct one);",
    "union clear { int *i; char *c; } __attribute__((transparent_union));",
    "DEFINE_CALL_INSTR_UNION(clear);",
    *("DEFINE_CALL_INSTR_{}({});".format(*(
        (name.split()[0].upper(), name.split()[1]) if " " in name else ("TYPE", name)))
      for name in KNOWN if not name.startswith("enum")), ""])
