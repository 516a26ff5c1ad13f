// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A function is no value. clang 15 and 16 loop for ever where it is a
 * variable's type. */
/* only: off */
/* not: clang-15 clang-16 */
/* expect: function */
#include <linux/call_instr.h>

void fn(void (*v)(int));
void cb(int);

void test(void)
{
	call_instr(fn, void (*)(int), cb);
#ifdef FAIL
	call_instr(fn, void(int), cb);
#endif
}
