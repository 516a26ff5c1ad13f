// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Prints of each call whether the callee reports stale shadow: "NAME 0" or
 * "NAME 1" a line. With an argument it makes each call 100 times instead, for
 * callgrind to count what it sees called from count(). The shadow is clear
 * then: it is the plain call that is to be counted, and not its report.
 */
#include <stdio.h>
#include "ways.h"

__attribute__((noinline)) static void count(void (*call)(void))
{
	int n;

	for (n = 0; n < 100; n++) {
		set_shadow(0);
		call();
	}
}

int main(int argc, char **argv)
{
	const struct call *c;

	(void)argv;
	prepare();
	for (c = calls; c->name; c++) {
		if (argc > 1)
			count(c->call);
		else
			printf("%s %d\n", c->name, reports(c->call));
	}
	return 0;
}
