// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * For tests/kernel/bench.sh: what a timer interrupt takes that comes upon
 * kernel code, by the time stamp counter, which counts instructions there. The
 * median of many, as some have more to do.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sort.h>

#include <asm/tsc.h>

static u64 counts[400] __initdata;

static int __init compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return (x > y) - (x < y);
}

/* A gap between two looks at the counter. */
static int __init call_instr_bench(void)
{
	u64 last, now;
	int n = 0;

	/* What comes in between is an interrupt, and no other thread. */
	preempt_disable();
	last = rdtsc();
	while (n < ARRAY_SIZE(counts)) {
		now = rdtsc();
		if (now - last > 1000)
			counts[n++] = now - last;
		last = now;
	}
	preempt_enable();
	sort(counts, n, sizeof(*counts), compare, NULL);
	pr_info("call_instr_bench: timer interrupt of the kernel: %llu\n",
		counts[n / 2]);
	return 0;
}
late_initcall(call_instr_bench);
