# SPDX-License-Identifier: Apache-2.0
"""The shortener as it comes, and with a MariaDB and a Redis server: the same program, another configuration."""

import json
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from running import ALONE, Running, sample, until

JSON = {"Content-Type": "application/json"}
LIMIT_SECONDS = 60
DATABASE_FLAGS = ("--user=root", "--skip-networking", "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=2")


@contextmanager
def server(*command):
    """A server of others, until the end of the block."""
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(LIMIT_SECONDS)


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """The sockets of a MariaDB and a Redis server, both without a port."""
    folder = tmp_path_factory.mktemp("servers")
    data, database, store = folder / "data", folder / "database.sock", folder / "store.sock"
    install = ("mariadb-install-db", "--no-defaults", f"--datadir={data}", "--user=root", "--auth-root-authentication-method=normal", "--skip-test-db")
    subprocess.run(install, check=True, capture_output=True)
    run = (shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={database}", f"--pid-file={folder}/pid", *DATABASE_FLAGS)
    keep = ("redis-server", "--port", "0", "--unixsocket", store, "--save", "", "--appendonly", "no", "--dir", folder)
    with server(*run), server(*keep):
        admin = ("mariadb", "--no-defaults", "-uroot", f"--socket={database}", "-e")
        until(lambda: subprocess.run((*admin, "create database if not exists shortener"), capture_output=True).returncode == 0, LIMIT_SECONDS)
        until(store.exists, LIMIT_SECONDS)
        yield database, store


def start(folder, *settings):
    flags = [word for setting in settings for word in ("--set", setting)]
    return Running(sample("shortener"), ALONE, "--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={folder}", *flags)


def with_servers(folder, servers):
    database, store = servers
    return start(
        folder,
        "database.backend=mysql",
        "sqlite.enabled=false",
        "mysql.enabled=true",
        f"mysql.socket={database}",
        "mysql.database=shortener",
        "store.backend=redis",
        "redis.enabled=true",
        f"redis.server=unix:{store}",
    )


def make(service, slug, url="https://example.org/"):
    return service.ask("POST", "/links", json.dumps({"url": url, "slug": slug}).encode(), JSON)


def visits(service, slug):
    return service.ask("GET", f"/links/{slug}").json["visits"]


def test_as_it_comes_it_needs_no_server(tmp_path):
    with start(tmp_path) as service:
        assert make(service, "here").status == 201
        answer = service.ask("GET", "/here")
        assert (answer.status, answer.fields["location"]) == (302, "https://example.org/")
        until(lambda: visits(service, "here") == 1, LIMIT_SECONDS)
        ready = service.ask("GET", "/-/ready")
        assert ready.status == 200 and {"mysql", "redis"}.isdisjoint(ready.json["packages"])
        assert service.stop() == 0
    assert (tmp_path / "sqlite.db").exists()
    with start(tmp_path) as again:
        assert visits(again, "here") == 1
        assert again.stop() == 0


def test_the_same_program_keeps_its_links_at_servers_and_shares_them(tmp_path, servers):
    with with_servers(tmp_path / "one", servers) as one, with_servers(tmp_path / "other", servers) as other:
        assert make(one, "shared", "https://example.com/x").status == 201
        assert make(other, "shared").status == 409
        assert other.ask("GET", "/shared").fields["location"] == "https://example.com/x"
        assert one.ask("GET", "/shared").status == 302
        until(lambda: visits(one, "shared") == 2, LIMIT_SECONDS)
        assert make(one, "Shared").status == 201  # Letter case tells names apart, as in SQLite.
        for service in (one, other):
            packages = until(lambda: (found := service.ask("GET", "/-/ready")).status == 200 and found.json["packages"], LIMIT_SECONDS)
            assert "sqlite" not in packages and {"mysql", "redis"} <= set(packages)
        assert one.stop() == 0 and other.stop() == 0
    assert not (tmp_path / "one" / "sqlite.db").exists()
    told = subprocess.run([sample("shortener"), "--db", "check", "--set", "database.backend=mysql", "--set", "sqlite.enabled=false", "--set", "mysql.enabled=true", "--set", f"mysql.socket={servers[0]}", "--set", "mysql.database=shortener"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "everything is applied\n"), told.stderr


def test_without_the_store_links_still_lead_on_and_without_the_database_the_answer_names_it(tmp_path, servers):
    with start(tmp_path, "store.backend=redis", "redis.enabled=true", "redis.server=unix:/nowhere/redis.sock") as service:
        assert make(service, "here").status == 201
        assert service.ask("GET", "/here").status == 302
        failing = service.ask("GET", "/-/ready")
        assert failing.status == 503 and failing.json["packages"]["redis"]["status"] == "failing"
        assert service.stop() == 0
    broken = ("database.backend=mysql", "sqlite.enabled=false", "mysql.enabled=true", "mysql.socket=/nowhere/mysql.sock", "mysql.start_timeout=0s", "migrations.at_start=none")
    with start(tmp_path, *broken) as service:
        answer = service.ask("GET", "/links/here")
        assert (answer.status, answer.media_type, answer.json["dependency"]) == (503, "application/problem+json", "mysql")
        assert service.stop() == 0
