# SPDX-License-Identifier: EUPL-1.2
"""What the program costs, as ratios against something everybody knows: `python -m benchmarks`."""
