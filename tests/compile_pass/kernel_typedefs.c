// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The kernel's own typedefs. */
/* flags: -D__KERNEL__ -I tests/kernel_types */
#include <linux/call_instr.h>
void fn0(u8 v);
void fn1(u16 v);
void fn2(u32 v);
void fn3(u64 v);
void fn4(s8 v);
void fn5(s16 v);
void fn6(s32 v);
void fn7(s64 v);
void fn26(size_t v);
void fn27(ssize_t v);
void fn36(loff_t v);
void fn37(pid_t v);
void fn40(gfp_t v);
void fn41(bool v);
void test(void);

void test(void)
{
	call_instr(fn0, u8, 1);
	call_instr(fn1, u16, 1);
	call_instr(fn2, u32, 1);
	call_instr(fn3, u64, 1);
	call_instr(fn4, s8, 1);
	call_instr(fn5, s16, 1);
	call_instr(fn6, s32, 1);
	call_instr(fn7, s64, 1);
	call_instr(fn26, size_t, 1);
	call_instr(fn27, ssize_t, 1);
	call_instr(fn36, loff_t, 1);
	call_instr(fn37, pid_t, 1);
	call_instr(fn40, gfp_t, 1);
	call_instr(fn41, bool, 1);
}
