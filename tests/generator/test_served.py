# SPDX-License-Identifier: Apache-2.0
"""What a manifest says holds over HTTP: settings of every type, enums in paths, wrapped mounts and redirects, forms, tokens, caches."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from saki import _passwords as passwords
from saki._passwords import Credential

from built_project import build, write_project
from compile_cpp import ROOT

sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from running import Running  # noqa: E402
from vitals import eventually  # noqa: E402

MANIFEST = """
saki: 1
service: {name: served}
types:
  State: enum(open|in-work|done)
  Sign: {strict: true, id: int64 readonly, name: string(1..5), state: State = open, since: date optional, notes: "list(string)(..2) = []"}
routes:
  GET /told: {handler: tell, returns: map(string)}
  GET /notes/{state:State}: {handler: by_state, returns: State}
  GET /notes/{name}/{part:double}: {handler: by_part, returns: double}
  GET /strict/{state:State}: {handler: by_state, returns: State}
  REDIRECT /old/{state:State}: {to: '/notes/{state}', middleware: mark}
  STATIC /files: {directory: files, middleware: mark, cache: 1h}
  STATIC /members: {directory: files, auth: staff}
  GET /editors: {handler: tell, returns: map(string), auth: {scheme: staff, roles: editor}}
  POST /sign: {handler: sign, body: form(Sign), returns: Sign, csrf: false}
  POST /album/{name}: {handler: fill_album, body: form, max_body: 1MiB, returns: text, csrf: false}
  GET /kept: {handler: tell, returns: map(string), cache: {max_age: 1m, vary: Accept}}
  GET /token: {handler: show_token, returns: text}
  POST /guarded: {handler: sign, body: form(Sign), returns: Sign, csrf: true}
  DELETE /guarded: {handler: drop, returns: 204, csrf: true}
  GET /shut: {handler: tell, returns: map(string)}
  GET /limited: {handler: tell, returns: map(string), limit: {name: twice, rate: 2/h, scope: shared}, concurrency: {max: 5, queue: 5}}
  GET /shared/{state:State}: {handler: by_state, returns: State, cors: {origins: "https://app.example.org", credentials: true}}
auth:
  staff: {kind: basic, file: users, realm: Staff only}
access: {rules: [{action: allow, path: /shut, role: editor}, {action: deny, path: /shut}]}
store:
session:
security_headers: {frame: SAMEORIGIN}
settings:
  salt: bytes(1..4) = AAEC
  since: timestamp = 2026-11-20T12:00:00Z
  day: date = 2026-11-20
  realm: uuid = 01234567-89ab-cdef-0123-456789abcdef
  peers: map(uri) = {}
  passwords: list(string) optional secret
"""
SOURCES = {
    "tell": """
std::map<std::string, std::string> handlers::tell(saki::Request& request) {
  const auto& settings = request.settings<Settings>();
  std::map<std::string, std::string> told = settings.peers;
  saki::append_text(told["salt"], settings.salt);
  saki::append_text(told["since"], settings.since);
  saki::append_text(told["day"], settings.day);
  saki::append_text(told["realm"], settings.realm);
  told["passwords"] = settings.passwords ? std::to_string(settings.passwords->size()) : "none";
  return told;
}
""",
    "by_state": "State handlers::by_state(saki::Request&, State state) { return state; }\n",
    "by_part": "double handlers::by_part(saki::Request&, std::string, double part) { return part; }\n",
    "sign": "Sign handlers::sign(saki::Request&, Sign body) { return body; }\n",
    "drop": "void handlers::drop(saki::Request&) {}\n",
    "show_token": """
saki::Task<std::string> handlers::show_token(saki::Request& request) {
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  co_return session.csrf_token();
}
""",
    "fill_album": """
saki::Task<std::string> handlers::fill_album(saki::Request&, std::string name, saki::Form form) {
  std::string told = name + ":" + std::string(form.find("title").value_or(""));
  for (const auto& [field, file] : form.files()) {
    const std::string content = co_await file.content();
    told += ";" + field + "=" + file.file_name() + "=" + content;
  }
  co_return told;
}
""",
    "mark": """
saki::Task<saki::Response> middleware::mark(saki::Request& request, saki::Next next) {
  saki::Response response = co_await next(request);
  response.header("X-Marked", "yes");
  co_return response;
}
""",
}
INCLUDES = '#include "handlers.h"\n#include "saki/text_value.h"\n#include "settings.h"\n'
GIVEN = """
settings:
  salt: AQI=
  since: 2026-11-20T14:00:00+02:00
  day: 2024-02-29
  realm: F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6
  peers: {home: 'https://example.org/'}
  passwords: [hunter2, hunter3]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built."""
    folder = tmp_path_factory.mktemp("served")
    sources = {f"src/{name}.cpp": INCLUDES + text for name, text in SOURCES.items()}
    write_project(folder, "served", {"service.yaml": MANIFEST, "given.yaml": GIVEN, "files/a.txt": "a"} | sources)
    for name, password, role in (("ada", "secret", "reader"), ("eve", "word", "editor")):
        passwords.put(folder / "users", Credential(name, passwords.hash_password(password), (role,)), keep_roles=False)
    build(folder)
    return folder


@pytest.fixture(scope="module")
def service(project: Path) -> Iterator[Running]:
    with Running(project / "build" / "served", "--listen", "127.0.0.1:0", "--workers", "1", cwd=project) as running:
        yield running
        assert running.stop() == 0


def test_settings_have_their_defaults(service: Running) -> None:
    told = service.ask("GET", "/told").json
    assert (told["salt"], told["since"], told["day"]) == ("AAEC", "2026-11-20T12:00:00.000000Z", "2026-11-20")
    assert (told["realm"], told["passwords"]) == ("01234567-89ab-cdef-0123-456789abcdef", "none")


def test_settings_are_configured_as_texts(project: Path) -> None:
    with Running(project / "build" / "served", "--listen", "127.0.0.1:0", "--config", "given.yaml", cwd=project) as service:
        told = service.ask("GET", "/told").json
        assert service.stop() == 0
    assert (told["salt"], told["since"], told["day"]) == ("AQI=", "2026-11-20T12:00:00.000000Z", "2024-02-29")
    assert (told["realm"], told["passwords"]) == ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "2")
    assert told["home"] == "https://example.org/"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("salt=AAECAwQ=", "settings.salt: "),
        ("since=today", "must be a time such as"),
        ("day=2026-02-30", "must be a date"),
        ("realm=7", "must be a UUID"),
        ("peers={a: b}", "settings.peers: "),
    ],
)
def test_a_setting_of_another_form_is_refused_at_the_start(given: str, said: str, project: Path) -> None:
    told = subprocess.run([project / "build" / "served", "--check-config", "--set", f"settings.{given}"], capture_output=True, text=True)
    assert told.returncode == 1 and said in told.stderr, told.stderr


def test_an_enum_in_a_path_is_one_of_its_words(service: Running) -> None:
    assert service.ask("GET", "/notes/in-work").json == "in-work"
    assert service.ask("GET", "/strict/done").json == "done"
    for wrong in ("closed", "Done", "done%20", "do", ""):
        assert service.ask("GET", f"/strict/{wrong}").status == 404, wrong
    assert service.ask("POST", "/strict/done").status == 405
    assert service.ask("POST", "/strict/closed").status == 404


def test_a_number_in_a_path_may_be_real(service: Running) -> None:
    assert service.ask("GET", "/notes/a/0.5").json == 0.5
    assert service.ask("GET", "/notes/a/half").status == 404


def test_middleware_wraps_mounts_and_redirects(service: Running) -> None:
    moved = service.ask("GET", "/old/done")
    assert (moved.status, moved.fields["location"], moved.fields["x-marked"]) == (308, "/notes/done", "yes")
    assert service.ask("GET", "/old/never").status == 404
    file = service.ask("GET", "/files/a.txt")
    assert (file.body, file.fields["x-marked"], file.fields["cache-control"]) == (b"a", "yes", "public, max-age=3600")
    assert "x-marked" not in service.ask("GET", "/told").fields


def test_who_has_an_answer_already_is_sent_none(service: Running) -> None:
    kept = service.ask("GET", "/kept")
    assert kept.fields["cache-control"] == "public, max-age=60"
    again = service.ask("GET", "/kept", None, {"If-None-Match": kept.fields["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_without_a_token_of_the_session_nothing_changes(service: Running) -> None:
    page = service.ask("GET", "/token")
    token, cookie = page.body.decode(), page.fields["set-cookie"].split(";")[0]
    known = {"Cookie": cookie} | FORM
    assert service.ask("POST", "/guarded", f"name=ada&csrf_token={token}".encode(), known).json["name"] == "ada"
    refused = service.ask("POST", "/guarded", b"name=ada", known)
    assert (refused.status, refused.fields["content-type"]) == (403, "application/problem+json")
    assert service.ask("POST", "/guarded", f"name=ada&csrf_token={token}".encode(), FORM).status == 403
    assert service.ask("POST", "/guarded", f"name=ada&csrf_token={token}".encode(), known | {"Sec-Fetch-Site": "cross-site"}).status == 403
    assert service.ask("DELETE", "/guarded", None, {"Cookie": cookie, "X-CSRF-Token": token}).status == 204
    assert service.ask("DELETE", "/guarded", None, {"Cookie": cookie}).status == 403


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=b"}


def test_a_form_becomes_a_type(service: Running) -> None:
    told = service.ask("POST", "/sign", b"name=%C3%A9ve&state=in-work&since=&notes=a+b&notes=&id=7", FORM)
    assert told.json == {"id": 0, "name": "\u00e9ve", "state": "in-work", "notes": ["a b", ""]}
    parts = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nada\r\n--b--\r\n'
    assert service.ask("POST", "/sign", parts, PARTS).json["name"] == "ada"


def test_all_that_is_wrong_with_a_form_is_told(service: Running) -> None:
    told = service.ask("POST", "/sign", b"name=abcdef&state=shut&since=now&notes=1&notes=2&notes=3&more=1&name=", FORM)
    assert told.status == 422 and told.fields["content-type"] == "application/problem+json"
    found = {(each["in"], each["pointer"], each["code"]) for each in told.json["violations"]}
    assert found == {("body", f"/{name}", code) for name, code in {"name": "duplicate", "state": "choice", "since": "format", "notes": "too_many", "more": "unknown"}.items()}
    for content, fields in ((b"{}", {"Content-Type": "application/json"}), (b"name=a", {})):
        assert service.ask("POST", "/sign", content, fields).status == 415
    assert service.ask("POST", "/sign", b"name=%zz", FORM).status == 400


def test_a_free_form_comes_with_its_files(service: Running) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nTrees\r\n--b\r\nContent-Disposition: form-data; name="one"; filename="../a.txt"\r\n\r\n'
    assert service.ask("POST", "/album/x", head + b"leaf\r\n--b--\r\n", PARTS).body == b"x:Trees;one=a.txt=leaf"
    assert service.ask("POST", "/album/x", b"title=Trees", FORM).body == b"x:Trees"
    assert service.ask("POST", "/album/x", head + b"x" * 1_100_000 + b"\r\n--b--\r\n", PARTS).status == 413


def shown(credentials: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}


@pytest.mark.parametrize("path", ["/members", "/members/", "/members/a.txt", "/members/no/such", "/editors"])
def test_who_proves_nothing_is_asked_for_a_name(path: str, service: Running) -> None:
    answer = service.ask("GET", path)
    assert answer.status == 401
    assert answer.fields["www-authenticate"] == 'Basic realm="Staff only", charset="UTF-8"'


def test_who_is_known_is_let_in_as_far_as_the_roles_go(service: Running) -> None:
    assert service.ask("GET", "/members/a.txt", None, shown("ada:secret")).status == 200
    assert service.ask("GET", "/members/a.txt", None, shown("ada:wrong")).status == 401
    assert service.ask("GET", "/editors", None, shown("ada:secret")).status == 403
    assert service.ask("GET", "/editors", None, shown("eve:word")).status == 200


def test_a_rule_turns_away_before_the_route_is_asked(service: Running) -> None:
    assert service.ask("GET", "/shut").status == 401
    assert service.ask("GET", "/shut", None, shown("ada:secret")).status == 403
    assert service.ask("GET", "/shut", None, shown("eve:word")).status == 200


def test_a_password_that_saki_passwd_changes_counts_at_the_next_look(service: Running, project: Path) -> None:
    """There is one each second; to prove a password takes a busy machine long as well."""
    users = project / "users"
    passwords.put(users, Credential("bob", passwords.hash_password("first")), keep_roles=True)
    assert eventually(lambda: service.ask("GET", "/members/a.txt", None, shown("bob:first")).status == 200)
    passwords.remove(users, "bob")
    assert eventually(lambda: service.ask("GET", "/members/a.txt", None, shown("bob:first")).status == 401)


def test_a_rate_that_is_shared_is_counted_in_the_store(service: Running) -> None:
    answers = [service.ask("GET", "/limited") for _ in range(5)]
    assert [each.status for each in answers] == [200, 200, 429, 429, 429]
    assert answers[0].fields["ratelimit-policy"] == '"twice";q=2;w=3600'
    assert answers[0].fields["ratelimit"].startswith('"twice";r=1;t=')
    assert 0 < int(answers[2].fields["retry-after"]) <= 1800
    assert answers[2].json["violated-policies"] == ["twice"]


def test_pages_of_a_named_site_may_call_and_others_hear_nothing(service: Running) -> None:
    for origin, told in (("https://app.example.org", "https://app.example.org"), ("https://evil.example", None)):
        for method, question in (("GET", {}), ("OPTIONS", {"Access-Control-Request-Method": "GET"})):
            answer = service.ask(method, "/shared/open", fields={"Origin": origin, **question})
            assert answer.fields.get("access-control-allow-origin") == told, (method, origin)
    assert "access-control-allow-origin" not in service.ask("GET", "/told", fields={"Origin": "https://app.example.org"}).fields


def test_every_answer_tells_browsers_what_not_to_do(service: Running) -> None:
    for path in ("/told", "/nowhere", "/files/a.txt"):
        told = service.ask("GET", path).fields
        assert (told["x-content-type-options"], told["x-frame-options"]) == ("nosniff", "SAMEORIGIN")
