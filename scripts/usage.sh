# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=sh
#
# To be sourced where a script starts: answers --help with the comment at its top, from
# "# usage:" on, and has the two ways in which all scripts here give up.

script=$(realpath "$0")

case ${1:-} in
-h | --help) exec sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$script" ;;
esac

# usage: for arguments that the script does not take.
usage() {
	sed -n 's/^# usage:/usage:/p' "$script" >&2
	exit 2
}

# stop SENTENCE
stop() {
	echo "$0: $1" >&2
	exit 1
}
