// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * All of the user space of tests/kernel/bench.sh: prints what a null system
 * call, a page fault and a timer interrupt take, by the time stamp counter,
 * which counts instructions there. Each is the median of many, as some have
 * more to do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>
#include <x86intrin.h>

#define ROUNDS 400

static unsigned long counts[ROUNDS];

static unsigned long ten_system_calls(int round)
{
	unsigned long start = __rdtsc();
	int i;

	for (i = 0; i < 10; i++)
		getppid();
	return __rdtsc() - start;
}

static char *pages;
static size_t page_size;

/* A read, which gets the page of zeros: nothing is allocated. */
static unsigned long page_fault(int round)
{
	volatile char *page = pages + round * page_size;
	unsigned long start = __rdtsc();

	(void)*page;
	return __rdtsc() - start;
}

/* A gap between two looks at the counter is an interrupt. */
static unsigned long timer_interrupt(int round)
{
	unsigned long last = __rdtsc(), now;

	for (;;) {
		now = __rdtsc();
		if (now - last > 1000)
			return now - last;
		last = now;
	}
}

static int compare(const void *a, const void *b)
{
	unsigned long x = *(const unsigned long *)a;
	unsigned long y = *(const unsigned long *)b;

	return (x > y) - (x < y);
}

static void measure(const char *what, unsigned long (*take)(int round))
{
	int i;

	for (i = 0; i < ROUNDS; i++)
		counts[i] = take(i);
	qsort(counts, ROUNDS, sizeof(*counts), compare);
	printf("call_instr_bench: %s: %lu\n", what, counts[ROUNDS / 2]);
}

int main(void)
{
	page_size = sysconf(_SC_PAGESIZE);
	pages = mmap(NULL, ROUNDS * page_size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return 1;
	madvise(pages, ROUNDS * page_size, MADV_NOHUGEPAGE);

	measure("ten null system calls", ten_system_calls);
	measure("page fault", page_fault);
	measure("timer interrupt of user space", timer_interrupt);
	printf("call_instr: user space ends\n");
	fflush(stdout);
	reboot(RB_AUTOBOOT);
	return 0;
}
