// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Stands for the library of examples/callback.c in its program: the library
 * is a shared one, which LIBRARY names.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

struct event;
typedef int on_event_t(void *user, struct event event);

int library_run(on_event_t *on_event, void *user);

int library_run(on_event_t *on_event, void *user)
{
	void *library = dlopen(getenv("LIBRARY"), RTLD_NOW);
	int (*run)(on_event_t *, void *);

	if (!library) {
		printf("dlopen: %s\n", dlerror());
		exit(2);
	}
	*(void **)&run = dlsym(library, "library_run");
	return run(on_event, user);
}
