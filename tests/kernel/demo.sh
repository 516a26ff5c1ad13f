# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154
#
# The report and its cure: one KUnit case waits for interrupts, on the
# kernel as it comes and with the series. It fails unless the first boot has the report
# and the second has none. To be sourced by run.sh.

# shellcheck source=tests/kernel/build.sh
. tests/kernel/build.sh
# shellcheck source=tests/kernel/verdicts.sh
. tests/kernel/verdicts.sh

build_as_it_comes
build_last
step initramfs.log "making the initramfs" make_initramfs

# show IMAGE LOG
show() {
	step "$2" "booting it" boot "$boot_limit" "$1" \
		'kunit.enable=1 kunit.filter_glob=call_instr.test_irq_exit'
}

echo "== 1. Linux as it comes: irqentry_exit_to_kernel_mode_preempt(regs, state)"
show "$kmsan/$image" demo-before.log
sed -n "/$report/,/^=====/p" "$work/demo-before.log" | sed '/^=====/q' | sed 's/\r$//'
rounds=$(reported_rounds demo-before.log)
[ "${rounds:-0}" -ge 30 ] ||
	stop "and that is not what was to be seen: ${rounds:-0} of 40 rounds, see $work/demo-before.log."
echo "-> a false report, in $rounds of 40 rounds: state is initialised, its slot of param_tls is stale"

echo "== 2. with the series: call_instr(irqentry_exit_to_kernel_mode_preempt, ...)"
show "$work/$last.bzImage" demo-after.log
silent demo-after.log test_irq_exit
[ "$failed" -eq 0 ] ||
	stop "and that is not what was to be seen, see $work/demo-after.log."
echo "-> silent: the slots were unpoisoned before the call"
