# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2034,SC2154
#
# What the checks need to know of s390x, which the kernel calls s390. To be sourced by
# lib.sh; x86_64/arch.sh has what each is for.

kbuild=(ARCH=s390)
image=arch/s390/boot/bzImage
console=ttyS1
# Its clock counts instructions. By the wall clock there may be a tick before the last
# one is done with, for ever.
qemu=(qemu-system-s390x -M s390-ccw-virtio -cpu max -m 3G
	-icount "shift=0,sleep=off"
	-chardev "stdio,id=console" -device "sclpconsole,chardev=console")
qemu_package='qemu-system-misc'
boot_limit=600

uncured=test_irq_exit
# KMSAN saves the origin of a local variable with __GFP_HIGH alone, for which the stack
# depot allocates nothing. When its pool is full just then there is no origin, and so
# no report. Which cases that hits is another with each build; it was two in each.
lost=2

# What else there is to see of the series is seen on x86-64.
series_checks=
debian_checks=lists

# What reports by reference is seen on x86-64; the audit finds two calls here, whose
# callees read nothing that is not set.
program=
# On the kernel's own libc, as no other is here.
make_init() {
	kmake "$kmsan" -s headers
	"clang-$llvm" --target=s390x-linux-gnu -march=z13 -Os -static -ffreestanding \
		-nostdlib -fuse-ld="lld-$llvm" -I "$tree/tools/include/nolibc" \
		-isystem "$kmsan/usr/include" -o "$1/init" tests/kernel/s390/init.c
}
