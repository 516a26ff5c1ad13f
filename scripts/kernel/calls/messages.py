# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a command says on standard error."""

import pathlib
import sys
import time

START = time.monotonic()


def stop(text):
    """Ends the program with a sentence and exit status 2."""
    print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)
    sys.exit(2)


def progress(text):
    """Says what is going on, to who has watched for two seconds."""
    if sys.stderr.isatty() and time.monotonic() - START > 2:
        print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)
