// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Names that have words of the table in them. */
#include <linux/call_instr.h>
typedef int structure_t;
typedef int constant;
typedef int unsigned_t;
typedef int int_t;
DEFINE_CALL_INSTR_TYPE(structure_t);
DEFINE_CALL_INSTR_TYPE(constant);
DEFINE_CALL_INSTR_TYPE(unsigned_t);
DEFINE_CALL_INSTR_TYPE(int_t);
void fn(int a, int b, int c, int d);
void test(void);

void test(void)
{
	call_instr(fn, structure_t, 1, constant, 2, unsigned_t, 3, int_t, 4);
}
