# SPDX-License-Identifier: Apache-2.0
"""Runs every test of Saki's own tree: `saki test [--only GROUP]`.

A group is a list of steps; a step is some commands and the JUnit file that they leave. Builds are steps too, shared between groups.
"""
