"""Whatever is asked, the site answers calmly: no fault of ours, nothing reflected, the same guard on every answer."""

from __future__ import annotations

import gzip
import logging
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from retning.edition.codec import encode
from retning.edition.files import EditionError
from retning.edition.records.manifest import About
from retning.edition.store import load_edition, set_current, write_edition
from retning.public.context import Site
from retning.public.http import wsgi
from retning.public.http.limits import BusyError, ConcurrencyLimit
from retning.public.http.security import FRAMED_HEADERS, SECURITY_HEADERS
from retning.public.http.sites import MOST, FrozenSites
from retning.public.http.wsgi import Application
from retning.public.kinds import standard
from retning.public.messages import Request, Response
from retning.public.respond import respond

TEXTS = ("text/", "application/json", "application/atom+xml", "application/csvm+json", "image/svg+xml")
ALLOWED = {200, 301, 302, 304, 400, 404, 405}
MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Reply:
    """One answer of the application, as a server would hand it on."""

    def __init__(
        self, application: Application, path: str, query: str = "", method: str = "GET", **more: str
    ) -> None:
        environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **more}
        told: list[Any] = []
        self.body = b"".join(application(environ, lambda status, pairs: told.append((status, pairs))))
        ((line, self.pairs),) = told
        self.status = int(line.split()[0])
        self.headers = {name.lower(): value for name, value in self.pairs}

    def hold(self) -> None:
        """What is true of every answer."""
        assert len(self.headers) == len(self.pairs)
        for name, value in self.pairs:
            (name + value).encode("latin-1")
            assert not {"\r", "\n", "\0"} & {*name, *value}, (name, value)
        pairs = dict(self.pairs)
        guards = (dict(SECURITY_HEADERS), dict(FRAMED_HEADERS))
        assert any(guard.items() <= pairs.items() for guard in guards), self.pairs
        assert "set-cookie" not in self.headers
        body = self.body
        if self.headers.get("content-encoding") == "gzip" and body:
            body = gzip.decompress(body)
        if body:
            assert self.headers["content-type"]
            assert int(self.headers["content-length"]) == len(self.body)
        assert b"Traceback" not in body
        if self.headers.get("content-type", "").startswith(TEXTS):
            written = body.decode()
            if "html" in self.headers["content-type"] or "svg" in self.headers["content-type"]:
                assert "<script>alert" not in written
                assert "<img src=x" not in written


@pytest.fixture(scope="module")
def application(wide_home: Path) -> Application:
    return Application(wide_home)


@pytest.fixture(scope="module")
def site(application: Application) -> Site:
    found = application.site()
    assert found is not None
    return found


def one_of_each(site: Site) -> dict[tuple[str, str], str]:
    """One address of each kind and ending."""
    found: dict[tuple[str, str], str] = {}
    for path, address in site.addresses.items():
        found.setdefault((address.kind, address.ending), path)
    return found


def latin(text: str) -> str:
    """A path or a query as WSGI hands it over: bytes as latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


KEYS = sorted({key for kind in standard().values() for key in kind.query} | {"x", ""})
NASTY = st.sampled_from(
    [
        *(
            "\0",
            "\r\nSet-Cookie: a=b",
            "../..",
            MARKUP,
            "javascript:alert(1)",
            "'",
            "*",
            "%s",
            "{q}",
            "{0.__class__}",
        ),
        *(
            "9999-12-31",
            "0001-01-01",
            "31.1.2020",
            "1000",
            "2999",
            "２０２４",
            "\ud83d",
            "\u202e",
            "x" * 300,
            "indeks",
        ),
        *("avik", "dvik", "sysselsetting-eksempel", "folkevekst-eksempel", "A-a"),
    ]
)
VALUES = NASTY | st.text(max_size=20) | st.binary(max_size=12).map(lambda raw: raw.decode("latin-1"))
PAIRS = st.tuples(st.sampled_from(KEYS), VALUES, st.booleans()).map(
    lambda p: f"{p[0]}={quote(p[1], errors='surrogatepass') if p[2] else latin(p[1])}"
)
QUERIES = st.lists(PAIRS, max_size=8).map("&".join) | st.text(max_size=60).map(latin)
BENT = st.sampled_from(
    [
        *(
            "{}",
            "/{}",
            "//{}",
            "{}.",
            "{}/",
            "{}%00",
            "{}\0",
            "{}/../x",
            "{}\xff\xfe",
            "{}\r\nX: y",
            "{}" + "x" * 9000,
        ),
        *("/v/{}", "/v/current{}", "/v/%2e%2e{}", "/assets/..{}", "/assets/{}\0", "{}.png", "{}.json"),
        "{}<script>alert(1)</script>",
    ]
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_HOST": st.sampled_from(
            ["a", "a b", "a\r\nX: y", "x" * 300, "[::1]:80", "[", "a:99999", "<b>", "u@h", "\xff"]
        )
        | st.text(st.characters(max_codepoint=255), max_size=12),
        "HTTP_IF_NONE_MATCH": st.sampled_from(["*", '"x"', ",,,", 'W/"', "\xff", "x" * 9000]),
        "HTTP_ACCEPT_ENCODING": st.sampled_from(
            ["gzip", "gzip;q=0", "*", "br", "gzip ; q=0.0, br", "\xff", "GZIP"]
        ),
    },
)


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(data=st.data(), query=QUERIES, headers=HEADERS, bent=st.just("{}") | BENT)
def test_no_request_is_too_strange(
    application: Application, site: Site, data: st.DataObject, query: str, headers: dict[str, str], bent: str
) -> None:
    path = bent.format(data.draw(st.sampled_from(sorted(one_of_each(site).values()))))
    method = data.draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "TRACE", "get", ""]))
    reply = Reply(application, path, query, method, **headers)
    reply.hold()
    assert reply.status in ALLOWED
    if method == "GET" and "HTTP_IF_NONE_MATCH" not in headers:
        head = Reply(application, path, query, "HEAD", **headers)
        assert (head.status, head.pairs, head.body) == (reply.status, reply.pairs, b"")


def test_every_kind_of_answer_is_the_same_by_every_way_of_asking(
    application: Application, site: Site
) -> None:
    for (kind, ending), path in one_of_each(site).items():
        plain = Reply(application, path)
        plain.hold()
        packed = Reply(application, path, HTTP_ACCEPT_ENCODING="gzip")
        packed.hold()
        assert plain.status == 200, path
        if "content-encoding" in packed.headers:
            assert gzip.decompress(packed.body) == plain.body
            assert packed.headers["etag"] != plain.headers["etag"]
        else:
            assert packed.body == plain.body
        for asked in (plain, packed):
            for known in (
                asked.headers["etag"],
                "W/" + asked.headers["etag"],
                '"x", ' + asked.headers["etag"],
                "*",
            ):
                accepts = {"HTTP_ACCEPT_ENCODING": "gzip"} if asked is packed else {}
                same = Reply(application, path, HTTP_IF_NONE_MATCH=known, **accepts)
                same.hold()
                assert (same.status, same.body) == (304, b"")
                assert same.headers["etag"] == asked.headers["etag"]
                assert same.headers["cache-control"] == asked.headers["cache-control"]
        framed = dict(FRAMED_HEADERS).items() <= dict(plain.pairs).items()
        assert framed == (kind == "embed" and not ending), path


def test_the_table_of_permissions_names_every_kind_and_ending_there_is(site: Site) -> None:
    page = Path(__file__).resolve().parents[2] / "docs/reference/permissions.md"
    told: set[tuple[str, str]] = set()
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            kind, reader, writer, endings, *_ = (
                cell.strip().replace("`", "") for cell in line.strip("|").split("|")
            )
            assert (reader, writer) == ("everyone", "nobody")
            told |= {(kind, ending) for ending in ("", *endings.replace("–", "").split())}
    there = set(one_of_each(site))
    assert there <= told
    # The example has no page of a principle; every other kind is there.
    assert {kind for kind, _ in told - there} <= {"principle"}


def test_only_who_may_frame_differs_on_pages_made_to_be_embedded() -> None:
    different = [(a, b) for a, b in zip(SECURITY_HEADERS, FRAMED_HEADERS, strict=True) if a != b]
    ((strict, loose),) = different
    assert strict[1].replace("frame-ancestors 'none'", "") == loose[1].replace("frame-ancestors *", "")


@pytest.mark.parametrize("method", ["POST", "TRACE", "CONNECT", "get", "", "\xff"])
def test_what_is_refused_is_guarded_as_well(application: Application, method: str) -> None:
    reply = Reply(application, "/nb/", method=method)
    reply.hold()
    assert (reply.status, reply.body) == (405, b"")
    refused = Reply(application, "/nb/", HTTP_HOST="a b")
    refused.hold()
    assert (refused.status, refused.body) == (400, b"")


@pytest.mark.parametrize("accepts", ["gzip;q=0", "gzip; q=0", "br, gzip;q=0.000", "identity", "*;q=0"])
def test_nothing_is_packed_for_those_who_cannot_unpack(application: Application, accepts: str) -> None:
    assert "content-encoding" not in Reply(application, "/nb/", HTTP_ACCEPT_ENCODING=accepts).headers


@pytest.mark.parametrize("accepts", ["gzip", "gzip;q=0.5", "gzip;q=1.0, *;q=0", "br;q=0, gzip"])
def test_it_is_packed_for_those_who_can(application: Application, accepts: str) -> None:
    assert Reply(application, "/nb/", HTTP_ACCEPT_ENCODING=accepts).headers["content-encoding"] == "gzip"


def test_markup_comes_back_as_text_wherever_it_is_written(application: Application, site: Site) -> None:
    for (kind, ending), path in one_of_each(site).items():
        for key in (*site.kinds[kind].query, "x"):
            reply = Reply(application, path, f"{key}={quote(MARKUP)}")
            reply.hold()
            assert reply.status in (200, 400), path
            if reply.status == 400:
                assert reply.headers["content-type"] == "text/plain; charset=utf-8", (path, ending)
    Reply(application, f"/nb/{MARKUP}/").hold()


# What costs much, and what takes room


def test_long_addresses_count_as_the_room_they_take(wide_home: Path) -> None:
    small = Application(wide_home, remember=4_000_000)
    for number in range(40):
        assert Reply(small, "/nb/om/", f"x={number}" + "y" * 60_000).status == 200
    keys = sum(len(part) for key in small._by_writing._entries for part in key)
    assert keys <= small._by_writing.bytes <= 1_000_000


def test_pictures_wait_for_each_other_and_those_on_top_are_told_to_come_back(
    wide_home: Path, monkeypatch: Any
) -> None:
    crowded = Application(wide_home, limit=ConcurrencyLimit(slots=1, waiting=0))
    begun, go_on = threading.Event(), threading.Event()

    def slow(site: Site, request: Request) -> Response:
        if request.path.endswith(".png"):
            begun.set()
            assert go_on.wait(20)
        return respond(site, request)

    monkeypatch.setattr(wsgi, "respond", slow)
    picture = "/nb/indikator/sysselsetting-eksempel.png"
    replies: list[Reply] = []
    first = threading.Thread(target=lambda: replies.append(Reply(crowded, picture)))
    first.start()
    assert begun.wait(20)
    busy = Reply(crowded, picture, "fra=2015")
    page = Reply(crowded, "/nb/om/")
    go_on.set()
    first.join(20)
    busy.hold()
    assert (busy.status, busy.headers["retry-after"], busy.headers["cache-control"]) == (503, "5", "no-store")
    assert page.status == 200
    assert replies[0].status == 200
    assert (
        Reply(crowded, picture, "fra=2015").status == 200
    )  # room again, and nothing of the refusal is remembered


def test_one_who_waits_too_long_leaves_the_queue() -> None:
    limit = ConcurrencyLimit(slots=1, waiting=1, patience=0.01)
    with limit.slot():
        for _ in range(3):
            with pytest.raises(BusyError), limit.slot():
                raise AssertionError("two at once")
    with limit.slot():
        pass


@pytest.mark.parametrize(
    "name", ["", "current", "2", "2024", "..", "../..", "２０２４-01-01-0123456789ab", "x" * 9000]
)
def test_only_a_whole_name_is_looked_for_on_disk(wide_home: Path, name: str, monkeypatch: Any) -> None:
    def never(*_: object) -> None:
        raise AssertionError("looked for on disk")

    monkeypatch.setattr("retning.public.http.sites.load_edition", never)
    with pytest.raises(EditionError):
        FrozenSites(wide_home).site(name)
    reply = Reply(Application(wide_home), latin(f"/v/{name}/nb/"))
    reply.hold()
    assert reply.status == 404
    assert len(reply.body) < 1000


def test_so_many_frozen_editions_stay_in_memory_and_no_more(wide_home: Path, tmp_path: Path) -> None:
    files = dict(load_edition(wide_home).files)
    about = About(as_of="2024-02-20")
    made = [
        write_edition(tmp_path, {**files, "extra.json": str(n).encode()}, about).name for n in range(MOST + 3)
    ]
    frozen = FrozenSites(tmp_path)
    faults: list[BaseException] = []

    def ask() -> None:
        try:
            for name in made:
                site = frozen.site(name)
                assert site.edition.name == name
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert len(frozen) == MOST
    kept = frozen.site(made[-1])
    assert frozen.site(made[-1]) is kept


# When something is wrong with us


def test_a_fault_of_ours_is_told_to_those_who_run_the_site_and_not_to_readers(
    wide_home: Path, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr(wsgi, "respond", broken)
    application = Application(wide_home)
    with caplog.at_level(logging.ERROR):
        reply = Reply(application, "/nb/")
    reply.hold()
    assert (reply.status, reply.headers["cache-control"]) == (500, "no-store")
    assert b"secret" not in reply.body and b"Error" not in reply.body
    assert "a secret path" in caplog.text
    monkeypatch.undo()
    assert Reply(application, "/nb/").status == 200


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"../../etc\n", b"nonsense\n" * 1000, b"2024-02-20-0123456789ab\n"]
)
def test_a_pointer_of_nonsense_leaves_what_is_served(wide_home: Path, content: bytes) -> None:
    pointer = wide_home / "editions" / "current"
    name = pointer.read_text(encoding="utf-8").strip()
    running = Application(wide_home)
    assert Reply(running, "/nb/om/").status == 200
    try:
        pointer.write_bytes(content)
        assert Reply(running, "/nb/om/").status == 200
        fresh = Reply(Application(wide_home), "/nb/om/")
        fresh.hold()
        assert fresh.status == 503
    finally:
        set_current(wide_home, name)
    assert Reply(running, "/nb/").status == 200


def test_an_edition_of_another_layout_is_not_shown_half(wide_home: Path, tmp_path: Path) -> None:
    made = write_edition(tmp_path, load_edition(wide_home).files, About(as_of="2024-02-20"))
    manifest = tmp_path / "editions" / made.name / "manifest.json"
    manifest.write_bytes(encode(replace(made.manifest, format=99)))
    application = Application(tmp_path)
    now = Reply(application, "/nb/")
    now.hold()
    assert now.status == 503
    assert made.name in now.body.decode() and "format" in now.body.decode()
    then = Reply(application, f"/v/{made.name}/nb/")
    then.hold()
    assert then.status == 404
    assert "format" in then.body.decode()
