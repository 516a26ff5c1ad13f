# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154,SC2034
#
# What a boot has to show. To be sourced behind lib.sh.

# The report of the mail, and which KUnit cases fail for want of a cure.
report='BUG: KMSAN: uninit-value in irqentry_exit_to_kernel_mode_preempt'
filter='call_instr.test_*_e*'	# $uncured, and no other

# reported_rounds LOG: in how many rounds test_irq_exit had the report.
reported_rounds() {
	sed -nE "s/^.*\b([0-9]+) of [0-9]+ rounds had a report: $report.*/\1/p" \
		"$work/$1"
}

# as_it_comes LOG: the report is there, and those cases fail, no other.
as_it_comes() {
	local rounds cases
	ended "$1" || return 0
	suite "$1" kmsan "$lost"
	suite "$1" call_instr_va
	rounds=$(reported_rounds "$1")
	if [ "${rounds:-0}" -ge 30 ]; then
		ok "as it comes: in $rounds of 40 rounds '$report', $(grep -c "$report" "$work/$1") reports"
	else
		not_ok "as it comes: in ${rounds:-0} of 40 rounds '$report', and not in 30, see $work/$1"
	fi
	cases=$(failed_cases "$1" call_instr)
	if [ "$cases" = "$uncured" ]; then
		ok "as it comes: of suite call_instr these fail, and no other: $cases"
	else
		not_ok "as it comes: these fail: ${cases:-none}; and not: $uncured; see $work/$1"
	fi
}

# by_reference: a correct program, whose faults and whose preemptions have reports on the
# kernel as it comes, and none with the series. A report of rseq makes the next, as an
# interrupt is due when it is printed: the kernel stops at the first.
by_reference() {
	local arguments="kunit.enable=0 rdinit=/$program" faults leak reports
	step boot-faults.log "booting it as it comes: faults" \
		boot "$boot_limit" "$kmsan/$image" \
		"$arguments GLIBC_TUNABLES=glibc.pthread.rseq=0"
	step boot-rseq.log "booting it as it comes: rseq, with kmsan.panic=1" \
		boot "$boot_limit" "$kmsan/$image" "$arguments kmsan.panic=1"
	step boot-reference.log "booting it with the series: both, with kmsan.panic=1" \
		boot "$boot_limit" "$work/$last.bzImage" "$arguments kmsan.panic=1"
	ended boot-faults.log && ended boot-reference.log || return 0
	faults=$(grep -c 'BUG: KMSAN: uninit-value' "$work/boot-faults.log" || true)
	leak=$(grep -c 'BUG: KMSAN: kernel-infoleak in irqentry_exit' "$work/boot-rseq.log" || true)
	reports=$(grep -c 'BUG: ' "$work/boot-reference.log" || true)
	if [ "$faults" -gt 0 ] && [ "$leak" -eq 1 ] && [ "$reports" -eq 0 ] &&
		grep -q 'Kernel panic - not syncing: kmsan.panic set' "$work/boot-rseq.log" &&
		grep -q 'preemptions, with rseq' "$work/boot-reference.log"; then
		ok "by reference: as it comes $faults reports of faults, and a panic by kmsan.panic=1 for rseq; with the series none of either"
	else
		not_ok "by reference: as it comes $faults reports of faults and $leak of rseq before a panic, with the series $reports; see $work/boot-faults.log, boot-rseq.log and boot-reference.log"
	fi
}

# with_series LOG: all suites pass.
with_series() {
	ended "$1" || return 0
	suite "$1" kmsan "$lost"
	suite "$1" call_instr
}

# silent LOG CASE...: no report in the whole of a boot that ran those cases.
silent() {
	local reports ran
	ended "$1" || return 0
	reports=$(grep -c 'BUG: ' "$work/$1" || true)
	ran=$(sed -nE 's/\r$//; s/^(\[[^]]*\])? +ok [0-9]+ (test_\w+)$/\2/p' "$work/$1" |
		paste -sd ' ')
	if [ "$reports" -eq 0 ] && [ "$ran" = "${*:2}" ]; then
		ok "with the series: no report in the whole of a boot with $ran"
	else
		not_ok "with the series: $reports reports in a boot with ${ran:-no case}, and not ${*:2}; see $work/$1"
	fi
}
