// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space: assembly, or what a JIT has made, calls a function of a program
 * that is built with MSan, and passes it a struct by value. It has no C types
 * to name, so it calls a shim: one function, in a file that is not
 * instrumented. The shim is this file with -DSHIM, plain, or with -DSHIM
 * -DCALL_INSTR_MSAN, by call_instr(). What goes wrong with a shim is in shim.c.
 *
 * Where a shim for each callee is too many, one function wipes all shadow of
 * arguments, and is called before they are put into their registers: "assembly
 * wipe". In this folder:
 *
 *	clang -I../include -c -DSHIM -DCALL_INSTR_MSAN assembly.c -o shim.o
 *	clang -I../include -fsanitize=memory assembly.c shim.o -o assembly
 */
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr_wipe.h>

struct point {
	long x, y;
};

void move_to(struct point to);
void move_to_shim(struct point to);
void wipe(void);
void by_shim(void);
void by_wipe(void);

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

void wipe(void)
{
	call_instr_wipe();
}

/* Both go to (3, 4); the struct is in two registers. */
__asm__(".text\n"
	".globl by_shim\n"
	".globl by_wipe\n"
	".type by_shim, %function\n"
	".type by_wipe, %function\n"
#ifdef __aarch64__
	"by_shim:\n"
	"	mov x0, #3\n"
	"	mov x1, #4\n"
	"	b move_to_shim\n"
	"by_wipe:\n"
	"	stp x29, x30, [sp, #-16]!\n"
	"	bl wipe\n"
	"	mov x0, #3\n"
	"	mov x1, #4\n"
	"	ldp x29, x30, [sp], #16\n"
	"	b move_to\n"
#else
	"by_shim:\n"
	"	movl $3, %edi\n"
	"	movl $4, %esi\n"
	"	jmp move_to_shim@PLT\n"
	"by_wipe:\n"
	"	subq $8, %rsp\n"
	"	call wipe@PLT\n"
	"	movl $3, %edi\n"
	"	movl $4, %esi\n"
	"	addq $8, %rsp\n"
	"	jmp move_to@PLT\n"
#endif
	".size by_shim, by_wipe - by_shim\n"
	".size by_wipe, . - by_wipe\n");

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

int main(int argc, char **argv)
{
	struct options *options = malloc(sizeof(*options));

	(void)argv;
	configure(*options);
	if (argc == 1)
		by_shim();
	else
		by_wipe();
	free(options);
	printf("assembly: the distance is %ld\n", distance);
	return 0;
}

#endif
