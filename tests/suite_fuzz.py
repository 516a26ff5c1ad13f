# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Random signatures, a few in each build; "make fuzz" has more of them."""

import fuzz

# Batches of a fixed seed: 20 signatures in each build.
SEED, SIZE = 20261123, 20


def batch(numbers, build):
    fuzz.check_batch(SEED, numbers, build)


def cases():
    for i, build in enumerate(fuzz.BUILDS):
        numbers = list(range(i * SIZE, (i + 1) * SIZE))
        yield f"{build}, signatures {numbers[0]} to {numbers[-1]}", batch, \
            numbers, build
