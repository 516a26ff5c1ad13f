// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Integers of any width. */
/* flags: -std=gnu2x */
#include <linux/call_instr.h>

#if (defined(__clang__) ? __clang_major__ >= 15 : __GNUC__ >= 14)
typedef _BitInt(17) seventeen;
#define SEVENTEEN _BitInt(17)
#else
typedef int seventeen;
#define SEVENTEEN int
#endif
void fn(seventeen v, unsigned int w);
void test(void);

void test(void)
{
	call_instr(fn, SEVENTEEN, 1, unsigned int, 2);
}
