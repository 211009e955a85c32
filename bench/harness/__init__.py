# SPDX-License-Identifier: Apache-2.0
"""The bench's harness: servers in interleaved rounds, each figure as a ratio to the floor of the same round."""
