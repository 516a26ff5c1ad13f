# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What a command says on standard error."""

import os
import pathlib
import sys
import time
import traceback

START = time.monotonic()


def stop(text):
    """Ends the program with a sentence and exit status 2."""
    print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)
    sys.exit(2)


def run(main):
    """Ends the program with what main() returns; by an error, with a sentence and exit
    status 2, as Python's own is 1."""
    status = 2
    try:
        status = main()
        sys.stdout.flush()
    except OSError as error:
        # What is left of it would be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Where nobody reads, nobody is told.
        if not isinstance(error, BrokenPipeError):
            stop(f"{error.filename or 'what it prints'}: {error.strerror or error}.")
    except Exception:   # pylint: disable=broad-except
        traceback.print_exc()
        named = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
        stop(f"{' '.join(named)} cannot be read; what it has is not what its headers "
             "say. Build it again.")
    sys.exit(status)


def progress(text):
    """Says what is going on, to who has watched for two seconds."""
    if sys.stderr.isatty() and time.monotonic() - START > 2:
        print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)
