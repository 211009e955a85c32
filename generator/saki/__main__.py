# SPDX-License-Identifier: Apache-2.0
"""`python3 -m saki`: the command that the launcher at the root of the tree hands over to."""

from __future__ import annotations

from ._cli import main

if __name__ == "__main__":
    main()
