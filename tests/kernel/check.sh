#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: [VERSION=N.N|KERNEL=FOLDER|TARBALL] [LLVM=VERSION] [ARCH=s390] tests/kernel/check.sh
#
# Builds the newest Linux that Debian has, or VERSION or KERNEL, with KMSAN by clang
# 19, or LLVM, for x86-64, or ARCH; boots it in QEMU as it comes and with the series
# of scripts/kernel/patch.sh; and, for x86-64, looks at the series as a maintainer
# would. All it sees goes to build/kernel/, or $CALL_INSTR_CACHE, as logs. Ends with
# "N passed, N failed", and exit status 1 unless all passed.
#
# Reads  include/, scripts/kernel/, tests/kernel/, the kernel's source
# Writes build/kernel/, or $CALL_INSTR_CACHE: some GB
# Needs  what scripts/setup.sh kernel installs, the network once; no root
# Takes  half an hour on 2 cores, less when the kernel is built already
# Exit   0, 1 when something failed, 2 for an argument

set -euo pipefail

case ${1:-} in
-h | --help) exec sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0" ;;
esac
cd "$(dirname "$0")/../.."

[ $# -eq 0 ] || {
	echo "usage: [VERSION=N.N|KERNEL=FOLDER|TARBALL] [LLVM=VERSION] [ARCH=s390] $0" >&2
	exit 2
}

# shellcheck source=tests/kernel/lib.sh
. tests/kernel/lib.sh
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
	boot "$boot_limit" "$work/before.bzImage" kunit.enable=1
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
