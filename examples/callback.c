// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space: a library that is built without MSan calls back into a program
 * that is built with it. The library is this file with -DLIBRARY, plain, or
 * with -DLIBRARY -DCALL_INSTR_MSAN, through call_instr(); no instrumentation in
 * either. A vendor ships the latter to those who test with MSan: it needs
 * MSan's runtime in the program. In this folder:
 *
 *	clang -I../include -c -DLIBRARY -DCALL_INSTR_MSAN callback.c -o lib.o
 *	clang -I../include -fsanitize=memory callback.c lib.o -o callback
 */
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr.h>

struct event {
	int type;
	double value;
	long time;
};

typedef int on_event_t(void *user, struct event event);

int library_run(on_event_t *on_event, void *user);

#ifdef LIBRARY

DEFINE_CALL_INSTR_STRUCT(event);

int library_run(on_event_t *on_event, void *user)
{
	struct event event = {.type = 1, .value = 0.5, .time = 42};

	return call_instr(on_event, void *, user, struct event, event);
}

#else

static int on_event(void *user, struct event event)
{
	long *last = user;

	if (event.type == 1 && event.value > 0)
		*last = event.time;
	return 1;
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
	long last = 0;
	/* By a pointer, as by the table of a library that is loaded. */
	int (*volatile run)(on_event_t *, void *) = library_run;
	int events;

	configure(*options);
	events = run(on_event, &last);
	free(options);
	printf("callback: %d event, the last at %ld\n", events, last);
	return 0;
}

#endif
