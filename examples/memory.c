// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space: a library that is built without MSan fills memory of its own and
 * hands it to a program that is built with it. Here the C library reads a
 * directory and passes each entry to a filter, by reference. Nobody rebuilds
 * the C library, so a shim stands between the two: one function, in a file that
 * is not instrumented. The shim is this file with -DSHIM, plain, or with -DSHIM
 * -DCALL_INSTR_MSAN: then it unpoisons the pointer's slot, by call_instr(), and
 * the entry, by call_instr_ref_bytes(). Here:
 *
 *	clang -I../include -c -DSHIM -DCALL_INSTR_MSAN memory.c -o shim.o
 *	clang -I../include -fsanitize=memory memory.c shim.o -o memory
 *
 * What goes wrong with a shim is in shim.c.
 *
 * "memory bug" has a report, as the filter's own bug is none of the shim's.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr.h>

int filter(const struct dirent *entry);
int filter_shim(const struct dirent *entry);

#ifdef SHIM

#ifdef __has_feature
#if __has_feature(memory_sanitizer)
#error "this is a shim; compile it without -fsanitize=memory, with -DCALL_INSTR_MSAN"
#endif
#endif

int filter_shim(const struct dirent *entry)
{
	return call_instr(filter, const struct dirent *,
			  call_instr_ref_bytes(entry, entry->d_reclen));
}

#else

int *hidden;

int filter(const struct dirent *entry)
{
	if (entry->d_name[0] == '.')
		++*hidden;
	if (*hidden == 1000)
		puts("that many are hidden");
	return 1;
}

int main(int argc, char **argv)
{
	struct dirent **list;
	int n;

	(void)argv;
	hidden = malloc(sizeof(*hidden));
	if (argc == 1)
		*hidden = 0;
	n = scandirat(AT_FDCWD, "/", &list, filter_shim, NULL);
	printf("memory: %s\n", n > 0 ? "the folder has entries" : "no entry");
	return n <= 0;
}

#endif
