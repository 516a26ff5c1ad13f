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
