# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Builds a test that is written with Check, and takes its cases apart."""

import harness


def check_flags():
    try:
        return harness.must(["pkg-config", "--cflags", "--libs",
                             "check"]).split()
    except FileNotFoundError:
        raise harness.Skip("pkg-config is not installed") from None
    except harness.Fail:
        raise harness.Skip("check is not installed") from None


def run_check(source, name, compiler, flags):
    """One build of the test; every failure of it is in the text."""
    harness.need(compiler)
    binary = harness.scratch(f"{source}-{name}")
    harness.must(harness.command(compiler, *harness.WARNINGS, *flags,
                                 f"tests/test_{source}.c", "-o", binary,
                                 *check_flags()))
    result = harness.run([binary], {"CK_FORK": "no", "CK_VERBOSITY": "normal"})
    # "100%: Checks: 53, Failures: 0, Errors: 0", and no run of none.
    if (result.returncode or "100%: Checks: " not in result.stdout
            or "Checks: 0," in result.stdout):
        raise harness.Fail(result.stdout)
