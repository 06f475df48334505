# SPDX-License-Identifier: EUPL-1.2
# The package ships no types. Only what app/storage/driver.py uses is described.
