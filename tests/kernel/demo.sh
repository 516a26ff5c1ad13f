#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: [VERSION=N.N|KERNEL=FOLDER|TARBALL] [LLVM=VERSION] tests/kernel/demo.sh
#
# The report and its cure in fifteen minutes: the newest Linux that Debian has, or
# VERSION or KERNEL, as it comes, and with the series of scripts/kernel/patch.sh, each
# built with KMSAN and booted in QEMU, where one KUnit case waits for interrupts. Exit
# status 1 unless the first boot has the report and the second has none.
#
# Reads  include/, scripts/kernel/, tests/kernel/, the kernel's source
# Writes build/kernel/, or $CALL_INSTR_CACHE: some GB
# Needs  what scripts/setup.sh kernel installs, the network once; no root
# Takes  20 minutes on 2 cores, less when the kernel is built already
# Exit   0, 1 when something failed, 2 for an argument

set -euo pipefail

case ${1:-} in
-h | --help) exec sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0" ;;
esac
cd "$(dirname "$0")/../.."

[ $# -eq 0 ] || {
	echo "usage: [VERSION=N.N|KERNEL=FOLDER|TARBALL] [LLVM=VERSION] $0" >&2
	exit 2
}

# shellcheck source=tests/kernel/lib.sh
. tests/kernel/lib.sh
# shellcheck source=tests/kernel/build.sh
. tests/kernel/build.sh
# shellcheck source=tests/kernel/verdicts.sh
. tests/kernel/verdicts.sh

build_as_it_comes
build_series
[ -n "$cured" ] || stop "there is no series for this kernel, so nothing to show."
step initramfs.log "making the initramfs" make_initramfs

# show IMAGE LOG TITLE
show() {
	step "$2" "booting $3" boot "$boot_limit" "$work/$1.bzImage" \
		'kunit.enable=1 kunit.filter_glob=call_instr.test_irq_exit'
}

echo "== 1. Linux as it comes: irqentry_exit_to_kernel_mode_preempt(regs, state)"
show before demo-before.log "it"
sed -n "/$report/,/^=====/p" "$work/demo-before.log" | sed '/^=====/q' | sed 's/\r$//'
rounds=$(reported_rounds demo-before.log)
[ "${rounds:-0}" -ge 30 ] ||
	stop "and that is not what was to be seen: ${rounds:-0} of 40 rounds, see $work/demo-before.log."
echo "-> a false report, in $rounds of 40 rounds: state is initialised, its slot of param_tls is stale"

echo "== 2. with the series: call_instr(irqentry_exit_to_kernel_mode_preempt, ...)"
show "$last" demo-after.log "it"
silent demo-after.log test_irq_exit
[ "$failed" -eq 0 ] ||
	stop "and that is not what was to be seen, see $work/demo-after.log."
echo "-> silent: the slots were unpoisoned before the call"
