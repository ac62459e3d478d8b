"""The client's manners: tempo, waiting, time-outs, size, hosts. No test waits: clock and sleep are ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client, HttpLimits, retry_after

URL = "https://data.example.org/x"


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def client(
    answer: Callable[[httpx.Request], httpx.Response],
    time: Time,
    calls: int = 0,
    limits: HttpLimits | None = None,
) -> Client:
    return Client(
        ["data.example.org"],
        clock=time.clock,
        sleep=time.sleep,
        calls_per_minute=calls,
        limits=limits,
        transport=httpx.MockTransport(answer),
    )


def in_turn(*answers: httpx.Response | Exception) -> Callable[[httpx.Request], httpx.Response]:
    left: Iterator[httpx.Response | Exception] = iter(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        one = next(left)
        if isinstance(one, Exception):
            raise one
        return one

    return answer


OK = {"well": True}


def test_a_busy_source_is_asked_again_when_it_says() -> None:
    time = Time()
    answers = in_turn(httpx.Response(429, headers={"Retry-After": "17"}), httpx.Response(200, json=OK))
    assert client(answers, time).json("GET", URL)[0] == OK
    assert time.slept == [17.0]


def test_without_a_word_of_when_the_waits_double() -> None:
    time = Time()
    answers = in_turn(*[httpx.Response(503)] * 3, httpx.Response(200, json=OK))
    assert client(answers, time).json("GET", URL)[0] == OK
    assert time.slept == [2.0, 4.0, 8.0]


def test_a_source_that_stays_busy_or_asks_for_hours_is_given_up() -> None:
    time = Time()
    with pytest.raises(SourceError) as caught:
        client(in_turn(*[httpx.Response(503, json={"title": "Closed"})] * 5), time).json("GET", URL)
    assert (caught.value.key, caught.value.values["title"]) == ("busy", "Closed")
    assert time.slept == [2.0, 4.0, 8.0, 16.0]
    with pytest.raises(SourceError) as caught:
        client(in_turn(httpx.Response(429, headers={"Retry-After": "7200"})), time).json("GET", URL)
    assert caught.value.values["seconds"] == 7200


def test_retry_after_may_be_a_date() -> None:
    assert retry_after("Fri, 31 Dec 1999 23:59:59 GMT", 946684799.0 - 30) == 30.0
    assert retry_after("Fri, 31 Dec 1999 23:59:59 GMT", 946684799.0 + 30) == 0.0
    assert retry_after("", 0.0) is None


def test_broken_connections_time_outs_and_half_answers_are_tried_again() -> None:
    time = Time()
    answers = in_turn(
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed"),
        httpx.Response(200, content=b'{"well": tr'),
        httpx.Response(200, json=OK),
    )
    assert client(answers, time).json("GET", URL)[0] == OK
    assert time.slept == [2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    ("trouble", "key"),
    [
        (httpx.ConnectError("refused"), "unreachable"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.Response(200, content=b'{"well": tr'), "not_json"),
    ],
)
def test_what_does_not_get_better_is_told_by_name(trouble: httpx.Response | Exception, key: str) -> None:
    with pytest.raises(SourceError) as caught:
        client(in_turn(*[trouble] * 5), Time()).json("GET", URL)
    assert caught.value.key == key


def test_a_refusal_is_not_repeated_and_keeps_the_sources_own_words() -> None:
    time = Time()
    with pytest.raises(SourceError) as caught:
        client(in_turn(httpx.Response(400, json={"title": "Non-existent value"})), time).json("GET", URL)
    assert (caught.value.key, caught.value.values["title"]) == ("status", "Non-existent value")
    with pytest.raises(SourceError) as caught:
        client(in_turn(httpx.Response(500)), time).json("GET", URL)  # a code given twice, at one publisher
    assert caught.value.values["status"] == 500
    assert time.slept == []


def test_our_own_limit_of_calls_a_minute_is_kept() -> None:
    time = Time()
    one = client(lambda _: httpx.Response(200, json=OK), time, calls=3)
    for _ in range(7):
        one.json("GET", URL)
    assert time.slept == [60.0, 60.0]  # after the third and the sixth call


def test_the_sources_policy_and_config_tighten_the_tempo() -> None:
    time = Time()
    one = client(
        lambda _: httpx.Response(200, json=OK, headers={"x-ratelimit-policy": "2;w=10s"}), time, calls=30
    )
    for _ in range(5):
        one.json("GET", URL)
    assert time.slept == [10.0, 10.0]
    one.tighten(1, 5.0)
    one.tighten(0, 0.0)  # "0" says nothing
    one.json("GET", URL)
    assert time.slept[2:] == [5.0]


@pytest.mark.parametrize(("reset", "wait"), [("12", 12.0), ("1000042", 60.0), ("", 60.0)])
def test_an_empty_allowance_is_waited_out(reset: str, wait: float) -> None:
    time = Time()
    headers = {"x-ratelimit-policy": "40;w=60s", "x-ratelimit-remaining": "0"}
    if reset:
        headers["x-ratelimit-reset"] = reset
    one = client(
        in_turn(httpx.Response(200, json=OK, headers=headers), httpx.Response(200, json=OK)),
        time,
        limits=HttpLimits(longest_wait=60.0),
    )
    one.json("GET", URL)
    one.json("GET", URL)
    assert time.slept == [wait]


def test_a_reset_that_is_a_moment_counts_from_now() -> None:
    time = Time()
    time.now = 2_000_000_000.0
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2000000030"}
    one = client(in_turn(httpx.Response(200, json=OK, headers=headers), httpx.Response(200, json=OK)), time)
    one.json("GET", URL)
    one.json("GET", URL)
    assert time.slept == [30.0]


def test_an_answer_that_never_ends_is_cut_off_by_size_and_by_time() -> None:
    time = Time()

    def endless() -> Iterator[bytes]:
        while True:
            time.now += 1.0  # each piece takes a second: never long enough for the time-out between bytes
            yield b" " * 1000

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=endless())

    with pytest.raises(SourceError) as caught:
        client(answer, time, limits=HttpLimits(max_bytes=10_000)).json("GET", URL)
    assert caught.value.key == "too_large"
    with pytest.raises(SourceError) as caught:
        client(answer, time, limits=HttpLimits(whole=20.0, tries=1)).json("GET", URL)
    assert caught.value.key == "timeout"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://other.example.org/x", "host"),
        ("https://data.example.org.evil.org/x", "host"),
        ("https://data.example.org@evil.org/x", "host"),
        ("https://data.example.org:8443/x", None),
        ("http://data.example.org/x", "https"),
        ("file:///etc/passwd", "host"),
        ("https://169.254.169.254/latest", "host"),
    ],
)
def test_only_declared_hosts_over_https(url: str, key: str | None) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json=OK)

    one = client(answer, Time())
    if key is None:
        assert one.json("GET", url)[0] == OK
        return
    with pytest.raises(SourceError) as caught:
        one.json("GET", url)
    assert caught.value.key == key
    assert asked == []


def test_plain_http_is_for_this_machine_only() -> None:
    one = Client(
        ["127.0.0.1:8000"],
        clock=lambda: 0.0,
        sleep=lambda _: None,
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json=OK)),
    )
    assert one.json("GET", "http://127.0.0.1:8000/x")[0] == OK
    with pytest.raises(SourceError):
        one.json("GET", "http://127.0.0.1:9000/x")


def test_redirects_are_followed_on_the_same_host_only() -> None:
    def to(place: str) -> httpx.Response:
        return httpx.Response(302, headers={"Location": place})

    one = client(in_turn(to("/y"), httpx.Response(200, json=OK)), Time())
    assert one.json("GET", URL)[1].url == "https://data.example.org/y"
    for place in ("https://evil.org/", "//evil.org/", "http://data.example.org/x"):
        with pytest.raises(SourceError) as caught:
            client(in_turn(to(place)), Time()).json("GET", URL)
        assert caught.value.key in ("redirect", "https")
    with pytest.raises(SourceError) as caught:
        client(lambda _: to("/again"), Time()).json("GET", URL)
    assert caught.value.key == "redirect"
