/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* For tests/suite_audit.py: what calls.c and uninstrumented.c write in
 * assembly. */
#ifdef __s390x__
#define CALL	      "brasl %r14, "
#define JUMP	      "jg "
#define JUMP_IF_NULL  "ltgr %r2, %r2; jge "
#define RETURN	      "br %r14"
#define ADDRESS(name) "larl %r2, " name
#define ZERO(value)   asm volatile("lghi %0, 0" : "=r"(value))
#else
#define CALL	      "call "
#define JUMP	      "jmp.d32 "
#define JUMP_IF_NULL  "test %rdi, %rdi; je "
#define RETURN	      "ret"
#define ADDRESS(name) "lea " name "(%rip), %rax"
/* And a prefix, which llvm-objdump prints on a line of its own. */
#define ZERO(value) \
	asm volatile("xorl %k0, %k0; lock; orl $0, (%%rsp)" : "=b"(value))
#endif
