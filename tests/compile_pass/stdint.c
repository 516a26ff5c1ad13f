// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The typedefs of stdint.h and stddef.h. */
#include <linux/call_instr.h>
void fn0(int8_t v);
void fn1(uint8_t v);
void fn2(int16_t v);
void fn3(uint16_t v);
void fn4(int32_t v);
void fn5(uint32_t v);
void fn6(int64_t v);
void fn7(uint64_t v);
void fn8(intptr_t v);
void fn9(uintptr_t v);
void fn10(intmax_t v);
void fn11(uintmax_t v);
void fn12(size_t v);
void fn13(ptrdiff_t v);
void fn14(wchar_t v);
void test(void);
void test(void)
{
	call_instr(fn0, int8_t, 1);
	call_instr(fn1, uint8_t, 1);
	call_instr(fn2, int16_t, 1);
	call_instr(fn3, uint16_t, 1);
	call_instr(fn4, int32_t, 1);
	call_instr(fn5, uint32_t, 1);
	call_instr(fn6, int64_t, 1);
	call_instr(fn7, uint64_t, 1);
	call_instr(fn8, intptr_t, 1);
	call_instr(fn9, uintptr_t, 1);
	call_instr(fn10, intmax_t, 1);
	call_instr(fn11, uintmax_t, 1);
	call_instr(fn12, size_t, 1);
	call_instr(fn13, ptrdiff_t, 1);
	call_instr(fn14, wchar_t, 1);
}
