// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A caller that brings its own __has_feature() for gcc. */
#include <linux/call_instr.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

int fn(int v);
int test(int v);

int test(int v)
{
#if __has_feature(memory_sanitizer)
	return 0;
#else
	return call_instr(fn, int, v);
#endif
}
