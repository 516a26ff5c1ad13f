// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space of a boot, or a part of one: a correct program. Its children make
 * each kind of fault that user mode can make, and are preempted while the C
 * library has rseq registered, each after system calls that leave uninitialised
 * bytes on the kernel's stack. What KMSAN reports then is false.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/rseq.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5

/*
 * Each leaves a struct on the kernel's stack that is not set, or not as a
 * whole: there is nothing that it could tell. Which bytes these are is another
 * with each kernel, so they are many.
 */
static void stale(void)
{
	struct timespec time;
	struct rlimit limit;
	char name[16];
	sigset_t set;

	sigemptyset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	prctl(PR_GET_NAME, name);
	clock_gettime(CLOCK_TAI, &time);
	getrlimit(RLIMIT_CORE, &limit);
	syscall(SYS_poll, NULL, 0, 0);
	syscall(SYS_statfs, "/none", NULL);
	syscall(SYS_statx, AT_FDCWD, "/none", 0, 0, NULL);
	syscall(SYS_newfstatat, AT_FDCWD, "/none", NULL, 0);
	syscall(SYS_epoll_wait, -1, NULL, 0, -1);
	syscall(SYS_epoll_pwait, -1, NULL, 0, -1, NULL, 8);
}

static void divide(void)
{
	volatile int zero = 0;

	asm volatile("idivl %0" : : "m"(zero), "a"(1), "d"(0));
}

static void int3(void)
{
	asm volatile("int3");
}

static void single_step(void)
{
	asm volatile("pushfq; orq $0x100, (%%rsp); popfq; nop; nop"
		     :
		     :
		     : "cc", "memory");
}

static void int1(void)
{
	asm volatile(".byte 0xf1");
}

static void ud2(void)
{
	asm volatile("ud2");
}

static void non_canonical(void)
{
	asm volatile("movl (%0), %%eax" : : "r"(1UL << 63) : "eax");
}

static void hlt(void)
{
	asm volatile("hlt");
}

static void stack_segment(void)
{
	asm volatile("push %%rbp; mov %0, %%rbp; movl (%%rbp), %%eax; pop %%rbp"
		     :
		     : "r"(1UL << 63)
		     : "eax", "memory");
}

static void page_fault(void)
{
	asm volatile("movl (%0), %%eax" : : "r"(8UL) : "eax");
}

static void alignment(void)
{
	asm volatile("pushfq; orq $0x40000, (%%rsp); popfq; movl 1(%%rsp), "
		     "%%eax"
		     :
		     :
		     : "eax", "cc", "memory");
}

static void overflow(void)
{
	asm volatile("int $4");
}

static void int80(void)
{
	asm volatile("int $0x80" : : "a"(20) : "memory");
}

static void x87(void)
{
	unsigned short control = 0x340;
	double zero = 0;

	asm volatile("fldcw %0; fldl %1; fld1; fdivp; fwait"
		     :
		     : "m"(control), "m"(zero));
}

static void simd(void)
{
	unsigned int control = 0x1d80;
	double zero = 0;

	asm volatile("ldmxcsr %0; movsd %1, %%xmm0; divsd %1, %%xmm0"
		     :
		     : "m"(control), "m"(zero)
		     : "xmm0");
}

static const struct {
	const char *name;
	void (*fault)(void);
} kinds[] = {
	{"divide", divide},
	{"int3", int3},
	{"single step", single_step},
	{"int1", int1},
	{"ud2", ud2},
	{"non-canonical address", non_canonical},
	{"hlt", hlt},
	{"stack segment", stack_segment},
	{"page fault", page_fault},
	{"alignment", alignment},
	{"overflow", overflow},
	{"int 0x80", int80},
	{"x87", x87},
	{"simd", simd},
};

static void ignore(int signal)
{
	(void)signal;
}

static pid_t start(void)
{
	pid_t pid = fork();

	if (pid < 0) {
		perror("fork");
		exit(1);
	}
	return pid;
}

/* By itself, with a handler for SIGTRAP, with a tracer, with both. */
static void faults(void)
{
	int status, way;
	size_t i;
	pid_t pid;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		printf("fault: %s\n", kinds[i].name);
		for (way = 0; way < 4; way++) {
			pid = start();
			if (!pid) {
				if (way & 1)
					signal(SIGTRAP, ignore);
				if (way & 2)
					ptrace(PTRACE_TRACEME, 0, NULL, NULL);
				stale();
				kinds[i].fault();
				_exit(0);
			}
			waitpid(pid, &status, WUNTRACED);
			if (WIFSTOPPED(status)) {
				kill(pid, SIGKILL);
				waitpid(pid, &status, 0);
			}
		}
	}
}

/* One preempts the other, and the kernel writes to what the C library
 * registered. */
static void preemptions(void)
{
	volatile int i;
	int n, round;
	long processes = 2 * sysconf(_SC_NPROCESSORS_ONLN);

	/* Not with GLIBC_TUNABLES=glibc.pthread.rseq=0. */
	if (!__rseq_size)
		return;
	printf("preemptions, with rseq\n");
	for (n = 0; n < processes; n++) {
		if (start())
			continue;
		for (round = 0; round < ROUNDS; round++) {
			stale();
			for (i = 0; i < 200000; i++)
				;
		}
		_exit(0);
	}
	while (wait(NULL) > 0)
		;
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	printf("call_instr: user space reached\n");
	preemptions();
	faults();
	printf("call_instr: user space ends\n");
	if (getpid() == 1)
		reboot(RB_AUTOBOOT);
	return 0;
}
