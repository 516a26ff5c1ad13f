// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * All of the test's user space where there is no busybox, on the kernel's
 * nolibc: stays for a while, for interrupts to come.
 */
#include <stdio.h>
#include <sys/reboot.h>
#include <unistd.h>

int main(void)
{
	printf("call_instr: user space reached\n");
	sleep(2);
	printf("call_instr: user space ends\n");
	reboot(RB_POWER_OFF);
	return 1;
}
