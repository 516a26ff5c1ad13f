#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: tests/fresh.sh [RELEASE]
#
# Runs the README's two commands where nothing but git and make is installed: on a
# Debian that debootstrap makes in a folder, in a clone of HEAD. It is of this
# machine's release, or of the one named, and its packages are from where apt here
# has its own. The folder, in TMPDIR or build/, is removed at the end.
#
# Reads  the git repository, HEAD of it
# Writes a folder in TMPDIR, or build/, of some GB, and removes it
# Needs  root, debootstrap, util-linux, the network
# Takes  as long as make check, and installing a Debian and what that needs
# Exit   0, 1 when a command fails or there is no root, 2 for other arguments

set -euo pipefail

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/../scripts/usage.sh"
cd "$(dirname "$0")/.."

case $#${1:-} in
0* | 1[!-]*) ;;
*) usage ;;
esac
[ "$(id -u)" = 0 ] || stop "a bare system can only be made by root; not done."
scripts/setup.sh fresh

# "500 http://deb.debian.org/debian bookworm/main amd64 Packages"
read -r mirror release < <(apt-cache policy base-files |
	sed -nE 's,^ +[0-9]+ ([a-z]+://[^ ]+) ([^/-]+).*,\1 \2,p') ||
	stop "apt knows no mirror here; apt-get update may help."
release=${1:-$release}

tmp=${TMPDIR:-build}
mkdir -p "$tmp"
work=$(mktemp -d "$(realpath "$tmp")/fresh.XXXXXX")
root=$work/root
inside=

cleanup() {
	if [ -n "$inside" ]; then
		# The first process there, which takes all others with it.
		xargs -r kill -KILL <"/proc/$inside/task/$inside/children" || true
	fi
	wait
	rm -rf --one-file-system "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# Runs a command in namespaces of its own, with which its mounts go, and shows its
# output, which is in a file then. Had it the foreground a signal would wait for it.
isolated() {
	: >"$work/log"
	unshare --mount --pid --fork --kill-child "$@" >>"$work/log" 2>&1 &
	inside=$!
	tail -n +1 -f --pid=$inside "$work/log" &
	status=0
	wait $inside || status=$?
	inside=
	wait
	return $status
}

echo "$0: makes a bare $release, from $mirror"
isolated debootstrap --variant=minbase --include=git,make --force-check-gpg \
	"$release" "$root" "$mirror" || stop "debootstrap fails."
# By which proxy apt goes here, and whether it takes an old mirror.
apt-config dump --format '%F "%v";%n' Acquire |
	grep -E '^Acquire::(https?::Proxy|Check-)' \
		>"$root/etc/apt/apt.conf.d/90machine" || true
git clone -q --no-hardlinks . "$root/root/call_instr"

for target in demo check; do
	echo "$0: make $target"
	isolated --mount-proc="$root/proc" chroot "$root" env -i HOME=/root \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		sh -c "cd && cd call_instr && make $target" ||
		stop "make $target fails on a bare $release."
done

last=$(tail -n 1 "$work/log")
[[ $last =~ ^[1-9][0-9]*\ passed,\ 0\ failed,\ [0-9]+\ skipped$ ]] ||
	stop "on a bare $release make check ends with: $last"
echo "$0: on a bare $release: $last"
