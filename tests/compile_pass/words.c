// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Other spellings of C's words. */
/* flags: -std=gnu2x */
#include <linux/call_instr.h>

typedef int foo_t;
DEFINE_CALL_INSTR_TYPE(foo_t);
void fn(signed char a, const int b, volatile long c, const char *d, foo_t e);
void test(const int v);

void test(const int v)
{
	call_instr(fn, __signed char, 1, __const int, v, __volatile long, 3,
		   __const__ char *, "d", __volatile__ foo_t, 4);
	call_instr(fn, __signed__ char, 1, const int, 2, volatile long, 3,
		   const char *, "d", volatile __const foo_t, 4);
#if (defined(__clang__) ? __clang_major__ >= 16 : __GNUC__ >= 13)
	call_instr(fn, signed char, 1, typeof_unqual(v), v, long, 3,
		   const char *, "d", foo_t, 4);
#endif
}
