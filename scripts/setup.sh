#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/setup.sh check|demo|bench|kernel
#
# Finds out which Debian or Ubuntu packages a make target needs and this machine
# has not, and installs them with apt-get: as root, or with sudo. Where it may do
# neither it stops and prints the command. A compiler of the test matrix that the
# distribution does not have is left out; the tests name what they skip.

set -eu

usage() {
	echo "usage: $0 check|demo|bench|kernel" >&2
	exit 2
}

[ $# -eq 1 ] || usage

# What the target cannot do without, and what it can.
case $1 in
check)
	required="gcc libc6-dev pkg-config check python3"
	wanted="clang-14 libclang-rt-14-dev clang-19 libclang-rt-19-dev
		llvm-19 binutils pahole python3-pyelftools coccinelle"
	;;
demo)
	required="libc6-dev"
	# llvm-19 has llvm-symbolizer, by which a report names functions.
	wanted="clang-19 libclang-rt-19-dev llvm-19"
	;;
bench)
	required="gcc libc6-dev binutils clang-19 libclang-rt-19-dev valgrind
		libboost-dev python3"
	wanted="clang-14"
	;;
kernel)
	required="linux-source-6.12 clang-19 lld-19 llvm-19 gcc libc6-dev flex
		bison bc libelf-dev libssl-dev cpio patch xz-utils perl python3
		busybox-static qemu-system-x86 sparse binutils
		python3-pyelftools pahole coccinelle"
	wanted=
	;;
*)
	usage
	;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "$0: this is no Debian or Ubuntu; it goes on with what is here." >&2
	echo "$0: of these, have as many as you can: $required $wanted" >&2
	exit 0
fi

# Prints those of the packages that are not installed.
missing() {
	for package; do
		status=$(dpkg-query -W -f '${db:Status-Status}' "$package" \
			2>/dev/null) || status=
		[ "$status" = installed ] || printf '%s ' "$package"
	done
}

# Prints those of the packages that apt-get could install.
available() {
	for package; do
		if apt-cache policy "$package" 2>/dev/null |
			grep -q 'Candidate: [^(]'; then
			printf '%s ' "$package"
		fi
	done
}

# The lists are lists of words.
# shellcheck disable=SC2086
todo=$(missing $required $wanted)
[ -n "$todo" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	as_root=
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
	as_root=sudo
else
	echo "$0: packages are missing and I may not install them. Run:" >&2
	echo "apt-get update && apt-get install --no-install-recommends $todo" >&2
	exit 1
fi

echo "$0: installing $todo"
$as_root apt-get update -qq
# shellcheck disable=SC2086
install=$(available $todo)
for package in $todo; do
	case " $install " in
	*" $package "*) ;;
	*) echo "$0: $package is not to be had here; doing without it." ;;
	esac
done
if [ -n "$install" ]; then
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $install >&2
fi

# shellcheck disable=SC2086
todo=$(missing $required)
if [ -n "$todo" ]; then
	echo "$0: cannot do without $todo, and could not install it." >&2
	exit 1
fi
