# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2034
#
# What the checks need to know of x86-64. To be sourced by lib.sh.

kbuild=()	# make's arguments
image=arch/x86/boot/bzImage
console=ttyS0
# With 5 level page tables a KMSAN kernel crashes at one boot in four.
qemu=(qemu-system-x86_64 -cpu "max,-la57" -m 2G -smp 1 -serial stdio)
qemu_package='qemu-system-x86'
boot_limit=300	# seconds

# The KUnit cases that fail for want of the series, and how many of KMSAN's own suite
# fail by themselves, for want of a report.
uncured='test_irq_exit test_cpu_entry_area'
lost=0

# What check.sh looks at besides the boots: where there is a series, and for Debian's
# kernel and clang 19.
series_checks='nothing_at_risk review without_kmsan'
debian_checks=lists

# make_init ROOT: the user space, and a program that is one of its own, $program.
program=faults
make_init() {
	cp /bin/busybox "$1/bin/busybox"
	cp tests/kernel/x86_64/init "$1/init"
	gcc -O2 -Wall -static -o "$1/$program" "tests/kernel/x86_64/$program.c"
}
