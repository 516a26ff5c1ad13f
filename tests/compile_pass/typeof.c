// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* typeof() of a scalar or a pointer, in each spelling. */
#include <linux/call_instr.h>
struct foo;
extern struct foo *foo;
extern const unsigned long word;
void fn(unsigned long v);
void fp(struct foo *v);
void fc(const unsigned long *v);
void test(int i, double d);
void ft(int i);
void fd(double d);

void test(int i, double d)
{
	call_instr(fn, typeof(word), word);
	call_instr(fn, __typeof__(word), word);
	call_instr(fp, __typeof(foo), foo);
	call_instr(fp, const typeof(foo), foo);
	call_instr(fc, typeof(word) *, &word);
	call_instr(ft, typeof(i), i);
	call_instr(ft, typeof(i + 1), i);
	call_instr(fd, typeof(d), d);
}
