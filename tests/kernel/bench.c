// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * All of the user space of tests/kernel/run.sh bench: prints what a null system
 * call, a page fault and a timer interrupt take, by the time stamp counter,
 * which counts instructions there. Each is the least of many, as the others
 * have more to do, and how many have differs from kernel to kernel.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>
#include <x86intrin.h>

#define ROUNDS 400

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

static void measure(const char *what, unsigned long (*take)(int round))
{
	unsigned long least = -1UL, count;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		count = take(i);
		if (count < least)
			least = count;
	}
	printf("call_instr_bench: %s: %lu\n", what, least);
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
