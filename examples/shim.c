// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * User space: the C library, which nobody rebuilds, calls the option parser of
 * a program that is built with MSan. Nobody has told MSan of the arguments, nor
 * of the state that one points to, in the C library's frame. So a shim stands
 * between the two: one function of one call_instr(), in a C file that is not
 * instrumented. Where C++ is the caller it is the same, with extern "C" there.
 *
 * The shim is this file with -DSHIM, plain, or with -DSHIM -DCALL_INSTR_MSAN,
 * by call_instr(). In this folder:
 *
 *	clang -I../include -c -DSHIM -DCALL_INSTR_MSAN shim.c -o shim.o
 *	clang -I../include -fsanitize=memory shim.c shim.o -o shim
 *
 * TWO MISTAKES leave false reports as they are:
 *
 *	no -DCALL_INSTR_MSAN	It is the plain call, which is right in a
 *				program without MSan: nobody tells you.
 *	-fsanitize=memory	The shim itself reads stale slots. The #error
 *				below tells you: have it in your shims.
 *
 * "shim bug" has a report, as the parser's own bug is none of the shim's.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/call_instr.h>

error_t parse_option(int key, char *arg, struct argp_state *state);
error_t parse_option_shim(int key, char *arg, struct argp_state *state);

#ifdef SHIM

#ifdef __has_feature
#if __has_feature(memory_sanitizer)
#error "this is a shim; compile it without -fsanitize=memory, with -DCALL_INSTR_MSAN"
#endif
#endif

error_t parse_option_shim(int key, char *arg, struct argp_state *state)
{
	return call_instr(parse_option, int, key, char *, arg,
			  struct argp_state *, call_instr_ref(state));
}

#else

struct settings {
	int seconds;
	int verbose;
};

/* Leaves stale shadow: takes what nobody set, and does not read it. */
struct options {
	long reserved[8];
};

static struct options *unset;

__attribute__((noinline)) void configure(struct options options)
{
	/* Where the C library's frame will be. */
	char buffer[8192];

	asm volatile("" : : "r"(&options), "r"(buffer));
}

error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct settings *settings = state->input;

	if (key == ARGP_KEY_INIT)
		configure(*unset);
	if (key != 's')
		return ARGP_ERR_UNKNOWN;
	settings->seconds = atoi(arg);
	if (settings->verbose)
		printf("shim: every %d seconds\n", settings->seconds);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct argp_option options[] = {
		{"seconds", 's', "N", 0, "how often", 0}, {0}};
	static const struct argp argp = {.options = options,
					 .parser = parse_option_shim};
	char *words[] = {argv[0], "-s", "3", NULL};
	struct settings *settings = malloc(sizeof(*settings));

	unset = malloc(sizeof(*unset));
	if (argc == 1)
		settings->verbose = 1;
	configure(*unset);
	if (argp_parse(&argp, 3, words, 0, NULL, settings))
		return 2;
	free(settings);
	free(unset);
	return 0;
}

#endif
