#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# usage: [VARIABLE=VALUE...] tests/kernel/run.sh check|demo|bench|convert|load
#
# Builds Linux with KMSAN, as it comes and changed, and boots it in QEMU:
#
#   check    with the series of scripts/kernel/patch.sh, which it looks at as a
#            maintainer would, too
#   demo     the same for one KUnit case: the report, and its end
#   bench    counts the instructions of a null system call, a page fault and a timer
#            interrupt
#   convert  with all calls that scripts/kernel/convert converts, while all of
#            param_tls is stale
#   load     under stress-ng, trinity, the tree's own selftests and faults of user mode
#
# VERSION=N.N is one of Debian's, else it is the newest that Debian has, or, after a
# failure that says so, the one before, where the series is not for that; KERNEL= a
# source, as a folder or a tarball; LLVM=VERSION the compiler, else clang 19; ARCH=s390
# for check; CONFIG=FILE another configuration, SECONDS_OF_LOAD=N how long each part of
# load may take. Each ends with what it found; the file of its name says more.
#
# Reads  include/, scripts/kernel/, tests/kernel/, the kernel's source
# Writes build/kernel/, or $CALL_INSTR_CACHE: some GB, all it sees as logs
# Needs  what scripts/setup.sh kernel installs, or load, the network once; no root
# Takes  half an hour on 2 cores, less when the kernel is built already
# Exit   0, 1 when something failed, 2 for other arguments

set -euo pipefail

# shellcheck source=scripts/usage.sh
. "$(dirname "$0")/../../scripts/usage.sh"
cd "$(dirname "$script")/../.."

[ $# -eq 1 ] || usage
case $1 in
check | demo | bench | convert | load) ;;
*) usage ;;
esac

# Before anything is fetched.
seconds=${SECONDS_OF_LOAD:-100}
[[ $seconds =~ ^[1-9][0-9]*$ ]] ||
	stop "SECONDS_OF_LOAD=$seconds is no number of seconds; write SECONDS_OF_LOAD=100."

# shellcheck source=tests/kernel/lib.sh
. tests/kernel/lib.sh
word=$1
# shellcheck source=tests/kernel/check.sh
. "tests/kernel/$word.sh"
