// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The typedefs of stdint.h that the kernel has not. */
/* expect: DEFINE_CALL_INSTR_TYPE_is_needed_for_uint_fast8_t */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr.h>

typedef unsigned char uint_fast8_t;
void fn(uint_fast8_t v);
void known(u8 v);

void test(void)
{
	call_instr(known, u8, 1);
#ifdef FAIL
	call_instr(fn, uint_fast8_t, 1);
#endif
}
