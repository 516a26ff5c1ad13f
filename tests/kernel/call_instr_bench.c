// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * For tests/kernel/run.sh bench: what a timer interrupt takes that comes upon
 * kernel code, by the time stamp counter, which counts instructions there. The
 * least of many, as some have more to do.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/preempt.h>
#include <linux/printk.h>

#include <asm/tsc.h>

/* A gap between two looks at the counter. */
static int __init call_instr_bench(void)
{
	u64 last, now, least = -1ULL;
	int n = 0;

	/* What comes in between is an interrupt, and no other thread. */
	preempt_disable();
	last = rdtsc();
	while (n < 400) {
		now = rdtsc();
		if (now - last > 1000) {
			least = min(least, now - last);
			n++;
		}
		last = now;
	}
	preempt_enable();
	pr_info("call_instr_bench: timer interrupt of the kernel: %llu\n",
		least);
	return 0;
}
late_initcall(call_instr_bench);
