// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space: assembly, or what a JIT has made, calls a function of a program
 * that is built with MSan, and passes it a struct by value. It has no C types
 * to name, so it calls a shim: one function, in a file that is not
 * instrumented. The shim is this file with -DSHIM, plain, or with -DSHIM
 * -DCALL_INSTR_MSAN, by call_instr(). In this folder:
 *
 *	clang -I../include -c -DSHIM -DCALL_INSTR_MSAN assembly.c -o shim.o
 *	clang -I../include -fsanitize=memory assembly.c shim.o -o assembly
 */
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr.h>

struct point {
	long x, y;
};

void move_to(struct point to);
void move_to_shim(struct point to);
void assembly(void);

#ifdef SHIM

#ifdef __has_feature
#if __has_feature(memory_sanitizer)
#error "this is a shim; compile it without -fsanitize=memory, with -DCALL_INSTR_MSAN"
#endif
#endif

DEFINE_CALL_INSTR_STRUCT(point);

void move_to_shim(struct point to)
{
	call_instr(move_to, struct point, to);
}

/* A function that goes to (3, 4); the struct is in two registers. */
__asm__(".text\n"
	".globl assembly\n"
	".type assembly, %function\n"
	"assembly:\n"
#ifdef __aarch64__
	"	mov x0, #3\n"
	"	mov x1, #4\n"
	"	b move_to_shim\n"
#else
	"	movl $3, %edi\n"
	"	movl $4, %esi\n"
	"	jmp move_to_shim@PLT\n"
#endif
	".size assembly, . - assembly\n");

#else

static long distance;

void move_to(struct point to)
{
	if (to.x > 0 && to.y > 0)
		distance = to.x + to.y;
}

/* Leaves stale shadow: takes what nobody set, and does not read it. */
struct options {
	long reserved[8];
};

__attribute__((noinline)) void configure(struct options options)
{
	asm volatile("" : : "r"(&options));
}

int main(void)
{
	struct options *options = malloc(sizeof(*options));

	configure(*options);
	assembly();
	free(options);
	printf("assembly: the distance is %ld\n", distance);
	return 0;
}

#endif
