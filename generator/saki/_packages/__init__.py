# SPDX-License-Identifier: Apache-2.0
"""Packages as files: where they are found, what their trees hold, how they are fetched and pinned."""
