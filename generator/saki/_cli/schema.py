# SPDX-License-Identifier: Apache-2.0
"""`saki schema`: the grammar of the manifest for editors, or as the reference page."""

from __future__ import annotations

import sys

import click

from .._reference import make_reference
from .._schema import schema_text
from ._group import SakiCommand
from ._options import json_option

EXAMPLES = (
    ("saki schema > schema.json", "for an editor; `saki new` and `saki generate` write it to .saki/"),
    ("saki schema --markdown", "the reference page"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Print the JSON Schema (draft 7) of the manifest, or its reference page.")
@click.option("--markdown", is_flag=True, help="Print the reference page instead.")
@json_option
def command(markdown: bool, as_json: bool) -> None:
    """Prints one of the two; the schema is JSON anyway."""
    sys.stdout.write(make_reference() if markdown and not as_json else schema_text())
