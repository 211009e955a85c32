# SPDX-License-Identifier: Apache-2.0
"""`saki schema`: the grammar of the manifest for editors, or as the reference page."""

from __future__ import annotations

import sys

import click

from .._reference import make_reference
from .._schema import package_schema_text, schema_text
from ._group import SakiCommand
from ._options import json_option

EXAMPLES = (
    ("saki schema > schema.json", "for an editor; `saki new` and `saki generate` write it to .saki/"),
    ("saki schema --markdown", "the reference page"),
    ("saki schema --package", "the schema of a package.yaml"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Print the JSON Schema (draft 7) of the manifest or of package.yaml, or the manifest's reference page.")
@click.option("--markdown", is_flag=True, help="Print the reference page instead.")
@click.option("--package", is_flag=True, help="Print the schema of package.yaml instead.")
@json_option
def command(markdown: bool, package: bool, as_json: bool) -> None:
    """Prints one of them; a schema is JSON anyway."""
    if package:
        sys.stdout.write(package_schema_text())
    else:
        sys.stdout.write(make_reference() if markdown and not as_json else schema_text())
