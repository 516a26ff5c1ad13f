#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: scripts/setup.sh check|demo|bench|kernel|load|fresh
#
# Finds out which Debian or Ubuntu packages a make target needs and this machine
# has not, and installs them with apt-get: as root, or with sudo. Where it may do
# neither it stops and prints the command. What the distribution does not have and
# the target can do without is left out; the tests name what they skip.
#
# Reads  what dpkg and apt know, without the network
# Writes nothing, or what apt-get installs
# Needs  root or sudo, and the network, when something is missing
# Takes  a second; minutes when something is missing
# Exit   0, 1 when it cannot install what the target needs, 2 for other arguments

set -eu

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/usage.sh"
[ $# -eq 1 ] || usage

# Prints which clangs the tests want, by version: of those from 14 on that are
# offered the oldest, 19, the newest, and each that is installed.
versions() {
	from_14=$(echo "$offered" | sed -n 's/^clang-//p' |
		grep -E '^(1[4-9]|[2-9][0-9])$' | sort -n)
	{
		echo "$from_14" | sed -n '1p; /^19$/p; $p'
		for version in $from_14; do
			! command -v "clang-$version" >/dev/null || echo "$version"
		done
	} | sort -nu
}

# Prints the packages of a clang. Old ones have no libclang-rt of their own.
clang() {
	echo "$offered" | grep -x -e "clang-$1" -e "libclang-rt-$1-dev"
}

# Prints the package with the library by which spatch runs Python, and which
# nothing depends on: that of the python3 here, or of the one to be installed.
python_library() {
	{
		dpkg-query -W -f '${Depends}\n' python3 || true
		apt-cache show --no-all-versions python3
	} 2>/dev/null | grep -o 'python3\.[0-9]*' | sed 's/^/lib/; q'
}

# Sets what a target cannot do without, and what it can.
lists() {
	required=
	wanted=
	offered=$(apt-cache search --names-only \
		'^(clang-[0-9]+|libclang-rt-[0-9]+-dev)$' 2>/dev/null |
		sed 's/ .*//')
	case $1 in
	check)
		required="gcc libc6-dev pkg-config check python3 unifdef"
		for version in $(versions); do
			wanted="$wanted $(clang "$version")"
		done
		wanted="${wanted:-clang} llvm-19 lld-19 binutils pahole
			python3-pyelftools coccinelle $(python_library)
			qemu-user gcc-s390x-linux-gnu libc6-dev-s390x-cross
			gcc-aarch64-linux-gnu libc6-dev-arm64-cross
			cmake meson"
		;;
	demo)
		required="libc6-dev"
		version=$(versions | grep -x 19) || version=$(versions | tail -n 1)
		# llvm-symbolizer, by which a report names functions, is in llvm.
		wanted=${version:+"$(clang "$version") llvm-$version"}
		wanted=${wanted:-clang}
		;;
	bench)
		required="gcc libc6-dev binutils clang-19 libclang-rt-19-dev git
			valgrind python3"
		wanted="clang-14"
		;;
	kernel | load)
		clang=${LLVM:-19}
		clang=${clang#-}
		required="debian-archive-keyring git clang-$clang lld-$clang
			llvm-$clang gcc libc6-dev make flex bison bc libelf-dev
			libssl-dev cpio patch xz-utils perl python3 binutils unifdef
			python3-pyelftools pahole coccinelle
			$(python_library)"
		case ${ARCH:-x86_64} in
		x86_64) required="$required busybox-static qemu-system-x86 sparse" ;;
		s390) required="$required qemu-system-misc" ;;
		*)
			echo "$0: nobody has proven ARCH=$ARCH; name one of these: s390 x86_64." >&2
			exit 1
			;;
		esac
		if [ "$1" = load ]; then
			required="$required stress-ng"
			wanted="trinity"
		fi
		;;
	fresh)
		required="debootstrap git util-linux"
		;;
	*)
		usage
		;;
	esac
}

lists "$1"
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

# They are lists of words.
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

$as_root apt-get update -qq
# What is offered may have changed, or was not known at all.
lists "$1"
# shellcheck disable=SC2086
todo=$(missing $required $wanted)
echo "$0: installing $todo"
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
