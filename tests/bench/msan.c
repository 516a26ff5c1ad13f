// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* MSan's part, over clang's runtime, which ends the process that it reports. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "ways.h"

#define REPORTED "77"

/* As in compiler-rt/lib/msan/msan.cpp. */
#define MSAN_TLS extern __thread __attribute__((tls_model("initial-exec")))
MSAN_TLS unsigned long long __msan_param_tls[100];
MSAN_TLS unsigned long long __msan_va_arg_tls[100];
MSAN_TLS unsigned long long __msan_va_arg_overflow_size_tls;

const char *__msan_default_options(void);
const char *__msan_default_options(void)
{
	return "exit_code=" REPORTED;
}

void prepare(void)
{
}

void set_shadow(int byte)
{
	memset(__msan_param_tls, byte, 800);
	memset(__msan_va_arg_tls, byte, 800);
	__msan_va_arg_overflow_size_tls = 0;
}

int reports(void (*call)(void))
{
	pid_t child = fork();
	int status;

	if (!child) {
		set_shadow(0xff);
		call();
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0) {
		perror("a call could not be made in a process of its own");
		exit(2);
	}
	if (status && WEXITSTATUS(status) != atoi(REPORTED)) {
		fprintf(stderr, "a call ended its process with status %#x\n",
			status);
		exit(2);
	}
	return status != 0;
}
