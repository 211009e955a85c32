# SPDX-License-Identifier: Apache-2.0
"""`saki run`: builds, then becomes the service."""

from __future__ import annotations

import os
import sys

import click

from .._build import Build, build_project
from .._dev_certificate import DevCertificate, make
from .._errors import SetupError
from .._process import Steps
from ._group import SakiCommand
from ._options import manifest_path, shown
from ._type_option import type_option

TLS = "tls://"
TLS_ADDRESS = "127.0.0.1:8443"
EXAMPLES = (
    ("saki run", "on the address that config/config.yaml says"),
    ("saki run --tls", "on https://127.0.0.1:8443, with the certificate of saki cert dev"),
    ("saki run -- --listen 127.0.0.1:9000", "with flags for the service"),
    ("saki run -- --check-config", "check the configuration and end"),
)


@click.command(
    cls=SakiCommand,
    examples=EXAMPLES,
    usage_hint="flags for the service stand behind --, as in `saki run -- --workers 2`; saki run --help shows those of saki itself",
    help="Build the project and run it with config/config.yaml and data/. What stands behind -- goes to the service.",
)
@type_option
@click.option("--tls", is_flag=True, help="Serve by TLS, with a certificate for development; it is made when there is none.")
@click.argument("flags", nargs=-1, type=click.UNPROCESSED)
def command(kind: str, tls: bool, flags: tuple[str, ...]) -> None:
    """Builds quietly unless something is to be done, then replaces this process."""
    path = manifest_path(None)
    steps = Steps()
    built = build_project(path.parent, shown(path), steps, kind=kind)
    become(built, with_tls(flags, certificate(steps)) if tls else flags)


def certificate(steps: Steps) -> DevCertificate:
    """The one for development. Who has it for the first time is told why browsers warn."""
    made = make()
    if made.founded:
        steps.say("saki: made an authority for development; clients warn of its certificate until they trust it: `saki cert dev` says how")
    return made


def with_tls(flags: tuple[str, ...], made: DevCertificate) -> tuple[str, ...]:
    """The flags with TLS in front of each address, or with an address of its own where they name none."""
    secure: list[str] = []
    for index, flag in enumerate(flags):
        if index > 0 and flags[index - 1] == "--listen":
            secure.append(TLS + flag.removeprefix(TLS))
        elif flag.startswith("--listen="):
            secure.append(f"--listen={TLS}{flag.removeprefix('--listen=').removeprefix(TLS)}")
        else:
            secure.append(flag)
    listens = any(flag == "--listen" or flag.startswith("--listen=") for flag in flags)
    address_flags = () if listens else ("--listen", f"{TLS}{TLS_ADDRESS}")
    return (*address_flags, "--tls-cert", str(made.certificate), "--tls-key", str(made.key), *secure)


def become(built: Build, flags: tuple[str, ...]) -> None:
    """Replaces this process by the service."""
    arguments = [str(built.executable), *service_flags(built, flags)]
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execv(arguments[0], arguments)
    except OSError as error:
        raise SetupError(f"cannot run {built.executable}: {(error.strerror or str(error)).lower()}") from error


def service_flags(built: Build, flags: tuple[str, ...]) -> list[str]:
    """The project's own configuration and data folder, unless the flags name others."""
    project = built.plan.folder.resolve()
    own: list[str] = []
    config = project / "config" / "config.yaml"
    if config.is_file() and not any(flag == "--config" or flag.startswith("--config=") for flag in flags):
        own += ["--config", str(config)]
    if not any("data_dir=" in flag for flag in flags):
        (project / "data").mkdir(exist_ok=True)
        own += ["--set", f"data_dir={project / 'data'}"]
    return [*own, *flags]
