// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * llvm-project issue 131653: a file that is built without MSan stands between
 * two that are built with it, and calls a variadic function. The middle file is
 * this one with -DMIDDLE, plain, or with -DMIDDLE -DCALL_INSTR_MSAN, through
 * call_instr_va(); no instrumentation in either. In this folder:
 *
 *	clang -I../include -c -DMIDDLE -DCALL_INSTR_MSAN variadic.c -o mid.o
 *	clang -I../include -fsanitize=memory variadic.c mid.o -o variadic
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr_va.h>

int add(int n, ...);
int middle(int a, int b);

#ifdef MIDDLE

int middle(int a, int b)
{
	return call_instr_va(add, (int, 7), a, b, 3, 4, 5, 6, 7);
}

#else

/* Instrumented: the shadow of what "..." holds comes from va_arg_tls. */
int add(int n, ...)
{
	int sum = 0;
	va_list va;

	va_start(va, n);
	while (n--)
		sum += va_arg(va, int);
	va_end(va);
	return sum;
}

struct pair {
	long a, b;
};

int main(void)
{
	struct pair *p = malloc(3 * sizeof(*p));
	int sum;

	/*
	 * Adds none of its arguments, which nobody has initialised; their
	 * shadow stays in va_arg_tls.
	 */
	add(0, p[0], p[1], p[2]);
	sum = middle(1, 2);
	free(p);
	if (sum != 28)
		return 2;
	puts("variadic: the sum is 28");
	return 0;
}

#endif
