# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""Random signatures, a few in each build; "make fuzz" has more of them."""

import fuzz

# Batches of a fixed seed: 20 signatures in each build.
SEED, SIZE = 20261123, 20


def cases():
    for arch, builds in fuzz.BUILDS.items():
        for i, build in enumerate(builds):
            numbers = list(range(i * SIZE, (i + 1) * SIZE))
            yield (f"{arch} {build}, signatures {numbers[0]} to {numbers[-1]}",
                   fuzz.check_batch, SEED, numbers, arch, build)
