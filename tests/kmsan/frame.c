// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A struct that is passed by a pointer to a copy in the caller's frame. CALLER
 * is the caller, by gcc, which has the frame in another order than clang; the
 * rest is what clang instruments. Prints how many reports the plain call and
 * call_instr() have.
 */
#include <stdio.h>
#include <linux/call_instr.h>
#include "runtime.h"

struct big {
	char bytes[40];
};
DEFINE_CALL_INSTR_STRUCT(big);

void take(struct big big);
void plain(const struct big *big);
void wrapped(const struct big *big);

#ifdef CALLER

void plain(const struct big *big)
{
	kmsan_poison_frame(__builtin_dwarf_cfa());
	take(*big);
}

void wrapped(const struct big *big)
{
	kmsan_poison_frame(__builtin_dwarf_cfa());
	call_instr(take, struct big, *big);
}

#else

static volatile int sink;

void take(struct big big)
{
	for (size_t i = 0; i < sizeof(big.bytes); i++)
		if (big.bytes[i])
			sink++;
}

__attribute__((disable_sanitizer_instrumentation)) int main(void)
{
	struct big big = {{0}};

	kmsan_runtime_init();
	plain(&big);
	printf("plain %u\n", kmsan_reports);
	kmsan_reports = 0;
	wrapped(&big);
	printf("wrapped %u\n", kmsan_reports);
	return 0;
}

#endif
