#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: tests/kernel/fetch.sh VERSION FILE
#
# Downloads Debian's source of Linux VERSION, linux-source-VERSION.tar.xz, to FILE,
# from the mirror that this machine's apt uses, or another of its mirrors. It is
# newer than the release here, so apt gets a state of its own beside FILE; the
# machine's package sources stay as they are. apt checks the signatures.
#
# Reads  the package sources of apt
# Writes FILE and, until it ends, FILE.apt/
# Needs  apt, dpkg, debian-archive-keyring, the network; no root
# Takes  a minute: 160 MB; nothing when FILE is there
# Exit   0, 1 when it cannot be had, 2 for other arguments

set -euo pipefail

case ${1:-} in
-h | --help) exec sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0" ;;
esac

[ $# -eq 2 ] || {
	echo "usage: $0 VERSION FILE" >&2
	exit 2
}
package=linux-source-$1
file=$2
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
suites="trixie-backports forky sid"
else="or name a kernel's source, a folder or a tarball, with KERNEL=."

stop() {
	echo "$0: $1" >&2
	exit 1
}

[ ! -s "$file" ] || exit 0
for tool in apt-get apt-cache dpkg-deb; do
	command -v $tool >/dev/null ||
		stop "there is no $tool here to get $package with; $else"
done
[ -f "$keyring" ] ||
	stop "there is no $keyring; install debian-archive-keyring; $else"

state=$file.apt
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
state=$(cd "$state" && pwd)
own=(-o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache"
	-o "Dir::State::status=/dev/null" -o APT::Sandbox::User=root)

# What apt on this machine gets Debian from.
mirrors() {
	# shellcheck disable=SC2016
	apt-get "$@" indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' \
		'Created-By: Packages' | sed -n 's/^Debian Debian //p' | sort -u
}
found=$(mirrors)
if [ -z "$found" ]; then
	# It has no lists yet.
	apt-get "${own[@]}" update || true
	found=$(mirrors "${own[@]}")
fi
[ -n "$found" ] ||
	stop "apt here knows no mirror of Debian that answers; look at the network and the package sources; $else"

own+=(-o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=-)

# download MIRROR SUITE
download() {
	echo "deb [signed-by=$keyring] $1 $2 main" >"$state/sources.list"
	apt-get "${own[@]}" -o Acquire::Retries=2 update &&
		apt-cache "${own[@]}" show "$package" >/dev/null &&
		(cd "$state" && apt-get "${own[@]}" download "$package")
}

# from_any: the first of the mirrors and suites that has it.
from_any() {
	local mirror suite
	for mirror in $found; do
		for suite in $suites; do
			if download "$mirror" "$suite"; then
				echo "$package comes from $mirror, $suite."
				return
			fi
		done
	done
	return 1
}
from_any ||
	stop "could not download $package: no network, a full disk, or none of these mirrors has it in $suites: $found; $else"

deb=$(find "$state" -maxdepth 1 -name "${package}_*.deb" | sort | tail -n 1)
dpkg-deb --fsys-tarfile "$deb" |
	tar -xO "./usr/src/$package.tar.xz" >"$file.new" ||
	stop "could not unpack $deb; is the disk full?"
mv "$file.new" "$file"
rm -rf "$state"
