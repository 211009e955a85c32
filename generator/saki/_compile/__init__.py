# SPDX-License-Identifier: Apache-2.0
"""From what was read to the model: resolves names and types, and holds the parts of a manifest against each other."""
