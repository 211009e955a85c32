# SPDX-License-Identifier: Apache-2.0
"""What a manifest may say: the vocabulary of shapes and texts, the table of keys, and the walk that checks a file against it."""
