// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Callees that must be inlined, with arguments that must be constants. */
/* flags: -O2 */
#include <linux/call_instr.h>

#define always_inline static inline __attribute__((always_inline))
extern void must_be_constant(void) __attribute__((error("no constant")));

always_inline void immediate(int n)
{
	asm volatile("# %c0" : : "i"(n));
}

always_inline void constant(int n)
{
	if (!__builtin_constant_p(n))
		must_be_constant();
}
__attribute__((noreturn)) void die(int n);
void test(void);

void test(void)
{
	call_instr(immediate, int, 3);
	call_instr(constant, int, 3);
	call_instr(die, int, 1);
}
