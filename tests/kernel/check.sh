# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=bash disable=SC2154
#
# The series: what is reported on the kernel as it comes, and with the series is not,
# under KUnit and of correct programs; and, for x86-64, the series as a maintainer would
# look at it. To be sourced by run.sh.

# shellcheck source=tests/kernel/build.sh
. tests/kernel/build.sh
# shellcheck source=tests/kernel/verdicts.sh
. tests/kernel/verdicts.sh
# shellcheck source=tests/kernel/review.sh
. tests/kernel/review.sh
# shellcheck source=tests/kernel/off.sh
. tests/kernel/off.sh
# shellcheck source=tests/kernel/lists.sh
. tests/kernel/lists.sh

build_as_it_comes
build_series

step initramfs.log "making the initramfs" make_initramfs
step boot-before.log "booting it as it comes" \
	boot "$boot_limit" "$kmsan/$image" kunit.enable=1
if [ -n "$cured" ]; then
	as_it_comes boot-before.log
	step boot-after.log "booting it with the series" \
		boot "$boot_limit" "$work/$last.bzImage" kunit.enable=1
	with_series boot-after.log
	step boot-silent.log "booting it with the series, $uncured alone" \
		boot "$boot_limit" "$work/$last.bzImage" "kunit.enable=1 kunit.filter_glob=$filter"
	# One word a case.
	# shellcheck disable=SC2086
	silent boot-silent.log $uncured
	if [ -n "$program" ]; then
		by_reference
	fi
	for check in $series_checks; do
		$check
	done
else
	# Linux without the mail's function, or with other lines around it.
	with_series boot-before.log
	suite boot-before.log call_instr_va
fi
if [ -z "$kernel$config" ] && [ "$llvm" = 19 ]; then
	for check in $debian_checks; do
		$check
	done
fi

summary
