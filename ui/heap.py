# SPDX-License-Identifier: EUPL-1.2
"""Keeps Python's full garbage collections short while somebody types."""

import gc


def settle_heap() -> None:
    """Set apart, once the screens stand, what stays until the program ends.

    A full collection looks at every container that is alive: with the libraries and the screens
    that took 70 ms, in the middle of a key. What is set apart is looked at no more; objects that
    are let go of are freed as before, and only cycles among them would stay.
    """
    gc.collect()
    gc.freeze()
