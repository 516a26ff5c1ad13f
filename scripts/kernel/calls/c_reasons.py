# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Why a call stays as it is."""

OFF = {"nmi": "it is in NMI context, where KMSAN is off",
       "runtime": "it is in KMSAN's own runtime, where KMSAN is off"}
INLINE = "its callee is a static inline, inlined elsewhere: __always_inline does that here"
VARIADIC = "it is variadic, and the tree has no include/linux/call_instr_va.h"
REFERENCE = "argument {}, {}, is an address of the caller's frame, and no &variable or " \
            "array of it: call_instr_ref() goes to where the address is taken"
SEVERAL = "its line has several calls of it"
COPIED = "a struct of it is passed by a pointer to a copy, which call_instr() refuses"
UNNAMED = "it takes a va_list, whose type has no name to write"
NO_ARGUMENTS = "it has no arguments: write call_instr({})"
MACRO = "its line does not name it, as a macro makes the call"
ARGUMENTS = "it is a macro here, with other arguments than the function"
NO_LINE = "the compiler does not tell the line"
NESTED = "it is an argument of another one; give it a variable"
LINES = "a // comment or a line of the preprocessor stands between its arguments"
NOT_THERE = "it is not in the source tree"
NO_INCLUDE = "its file includes nothing of linux/, where call_instr.h has a place"
NOT_READ = "coccinelle does not read it"
ASSEMBLY = "{} calls it, behind irq_enter_rcu(), and a fixup has to stand in there"
MAYBE_MACRO = "{} may make a macro of it"
