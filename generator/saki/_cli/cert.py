# SPDX-License-Identifier: Apache-2.0
"""`saki cert dev`: a certificate for development, and how to have it trusted."""

from __future__ import annotations

from pathlib import Path

import click

from .._dev_certificate import DevCertificate, make
from ._group import SakiCommand, SakiGroup
from ._options import json_option, print_json

EXAMPLES = (
    ("saki cert dev", "for localhost, 127.0.0.1 and ::1"),
    ("saki cert dev my-laptop.local 192.168.1.20", "for other names of this machine as well"),
)
TRUST = """
Once it is trusted, nothing warns any more. On this machine, as root:
  cp {authority} /usr/local/share/ca-certificates/saki-development.crt
  update-ca-certificates
In Chromium (certutil is in the Debian package libnss3-tools), as you:
  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n 'Saki development' -i {authority}
In Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import. For one command:
  curl --cacert {authority} https://localhost:8443/

Keep {authority_key} to yourself: with it anybody is believed to be
any site by whoever trusts the authority.
"""


@click.group(cls=SakiGroup, examples=EXAMPLES, help="Make certificates.")
def command() -> None:
    """The group of what can be made."""


@command.command(
    "dev",
    cls=SakiCommand,
    examples=EXAMPLES,
    help="Make an authority of your own, once, and its certificate for localhost and NAMES. What is good for another month stays.",
    short_help="Make a certificate for development.",
)
@click.argument("names", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Where the certificate goes, instead of beside the authority.")
@json_option
def dev(names: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Makes it, and prints where it is."""
    made = make(names, out)
    if as_json:
        print_json({"ok": True, "authority": str(made.authority), "certificate": str(made.certificate), "key": str(made.key), "names": list(made.names)})
    else:
        print(page(made, elsewhere=out is not None), end="")


def page(made: DevCertificate, *, elsewhere: bool) -> str:
    """What there is now, how to serve with it, how to have it trusted. One that lies `elsewhere` is not that of saki run --tls."""
    state = "made" if made.renewed else "there already"
    rows = [
        f"authority    {made.authority} ({'made' if made.founded else 'there already'})",
        f"certificate  {made.certificate} ({state})",
        f"key          {made.key}",
        f"names        {', '.join(made.names)}",
        "",
        "Serve with it: any service with" if elsewhere else "Serve with it: saki run --tls, or any service with",
        f"  --listen tls://127.0.0.1:8443 --tls-cert {made.certificate} --tls-key {made.key}",
    ]
    return "\n".join(rows) + "\n" + TRUST.format(authority=made.authority, authority_key=made.authority.with_suffix(".key"))
