# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# call_instr is headers only: nothing has to be built to use it.

PREFIX ?= /usr/local
DESTDIR ?=
includedir := $(DESTDIR)$(PREFIX)/include
pkgconfigdir := $(DESTDIR)$(PREFIX)/share/pkgconfig

HEADERS := $(patsubst include/%,%,$(shell find include -name '*.h'))

# CC= stands in for gcc in the tests, and names the clang of the demo.
ifneq ($(origin CC),default)
export CC
else
unexport CC
endif
export V

Q := $(if $(filter 1,$(V)),,@)

SEED ?= 1
COUNT ?= 1000
ARCH ?= x86_64

.PHONY: help demo check check-fresh check-kernel check-load check-convert audit fuzz spellings mutants \
	demo-kernel bench-kernel bench install uninstall clean

help:
	@echo 'Try:'
	@echo '  make demo           a false report of MSan, its cure, and a true report: seconds'
	@echo '  make demo-kernel    the report on Linux as it comes, and its cure: 20 minutes'
	@echo 'Use:'
	@echo '  make install        headers and call_instr.pc to PREFIX=$(PREFIX), DESTDIR='
	@echo '  make uninstall      takes them away again'
	@echo '  make audit KDIR=    the calls at risk in the kernel built in KDIR: seconds'
	@echo 'Test:'
	@echo '  make check          all tests; installs with apt-get what they need: minutes'
	@echo '  make check-fresh    demo and check on a bare Debian: RELEASE=sid; as root'
	@echo '  make check-kernel   the series on Linux: half an hour; LLVM= ARCH=s390'
	@echo '  make check-load     the series under stress-ng: 10 minutes after check-kernel'
	@echo '  make check-convert  converts what can be in a kernel: half an hour'
	@echo '  make fuzz           random signatures against the compiler: SEED=1 COUNT=1000 ARCH='
	@echo '  make spellings      random spellings of types, by each compiler: SEED=1 COUNT=1000'
	@echo '  make mutants        breaks the headers, one way at a time: do the tests see it?'
	@echo 'Measure:'
	@echo '  make bench          what a call costs, counted; BASE=COMMIT: beside its headers'
	@echo '  make bench-kernel   what the series costs a kernel, in instructions'
	@echo
	@echo '  make clean          removes build/'
	@echo '  CC=                 stands for gcc in the tests, or for the clang of the demo'
	@echo '  VERSION=7.2         takes this Linux of Debian, not the newest; KERNEL= your own'
	@echo '  CONFIG=             another configuration of the kernel, LLVM= another clang'
	@echo '  V=1                 shows each command'

demo:
	$(Q)scripts/setup.sh demo
	$(Q)scripts/demo.sh

check:
	$(Q)scripts/setup.sh check
	$(Q)tests/run.py

check-fresh:
	$(Q)tests/fresh.sh $(RELEASE)

check-kernel:
	$(Q)scripts/setup.sh kernel
	$(Q)tests/kernel/run.sh check

demo-kernel:
	$(Q)scripts/setup.sh kernel
	$(Q)tests/kernel/run.sh demo

bench-kernel:
	$(Q)scripts/setup.sh kernel
	$(Q)tests/kernel/run.sh bench

check-load:
	$(Q)scripts/setup.sh load
	$(Q)tests/kernel/run.sh load

check-convert:
	$(Q)scripts/setup.sh kernel
	$(Q)tests/kernel/run.sh convert

audit:
	$(Q)scripts/kernel/audit $(or $(KDIR),$(error name the kernel with KDIR=))/vmlinux

fuzz:
	$(Q)scripts/setup.sh check
	$(Q)tests/fuzz.py --arch $(ARCH) --seed $(SEED) --count $(COUNT)

spellings:
	$(Q)scripts/setup.sh check
	$(Q)tests/spellings.py --seed $(SEED) --count $(COUNT)

mutants:
	$(Q)scripts/setup.sh check
	$(Q)tests/mutants.py

bench:
	$(Q)scripts/setup.sh bench
	$(Q)tests/bench/bench.py $(BASE)

install:
	$(Q)for h in $(HEADERS); do \
		install -D -m 644 include/$$h $(includedir)/$$h || exit 1; \
	done
	$(Q)install -d $(pkgconfigdir)
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$${prefix}/include' '' \
		'Name: call_instr' \
		'Description: calls from uninstrumented into sanitizer-instrumented code' \
		'Version: 1.0' 'Cflags: -I$${includedir}' \
		> $(pkgconfigdir)/call_instr.pc

uninstall:
	$(Q)for h in $(HEADERS); do rm -f $(includedir)/$$h; done
	$(Q)rm -f $(pkgconfigdir)/call_instr.pc

clean:
	$(Q)rm -rf build
