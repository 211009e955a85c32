# SPDX-License-Identifier: Apache-2.0
"""Reads the YAML subset of manifests into nodes that know where they stand."""
