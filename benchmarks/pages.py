"""20 000 pages rendered: the engine and setting of our site beside Jinja2 and Django's templates.

    python benchmarks/pages.py [--pages 20000] [--tiny] [--peers FOLDER] [--region FOLDER]

Two cases. ``same template``: a page with 34 links, a status, a chart made beforehand and a table of 25 rows, the
same template text in all three, escaping on, and the same HTML out (spaces between tags and the way a sign is
escaped aside). ``our page``: the real template of an indicator with its real content, in ours and in Jinja2,
which reads the same template language; what the page's view prepares is not counted, what its filters draw is. Microseconds a page, best of three
rounds; each engine in a process of its own.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BASE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/s.css"></head><body><nav><ul>{% for n in nav %}<li><a href="{{ n.url }}">{{ n.name }}</a></li>{% endfor %}</ul></nav>
<main>{% block main %}{% endblock %}</main><footer><a href="{{ source }}">SSB</a> {{ updated }}</footer></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}{{ p.title }}{% endblock %}{% block main %}<h1>{{ p.title }}</h1>
<p class="status {{ p.status }}">{{ p.words }}</p>{{ p.svg|safe }}
<table><thead><tr><th>År</th><th>Verdi</th><th>Endring</th></tr></thead><tbody>{% for r in p.rows %}
<tr><td>{{ r.year }}</td><td>{{ r.value }}</td><td>{% if r.change %}{{ r.change }}{% else %}–{% endif %}</td></tr>{% endfor %}
</tbody></table>{% endblock %}"""
COMMON = {
    "nav": [{"url": f"/strategi/{i}/", "name": f"Strategi {i}"} for i in range(34)],
    "source": "/kilde?a=1&b=2",
    "updated": "2026-11-23",
}


def content(n: int, seed: int = 20261123) -> list[dict[str, Any]]:
    """The same pages for everyone."""
    chance = random.Random(seed)
    made = []
    for i in range(n):
        value, values = math.exp(chance.gauss(4, 0.5)), []
        for _ in range(25):
            value *= math.exp(chance.gauss(0.01, 0.04))
            values.append(round(value, 1))
        points = " ".join(f"{k * 8},{100 - v % 100:.1f}" for k, v in enumerate(values))
        made.append(
            {
                "title": f"Indikator {i % 60} – Kommune {i // 60} & omegn",
                "status": "ok",
                "words": "Går i riktig retning",
                "svg": f'<svg viewBox="0 0 200 100"><polyline points="{points}"/></svg>',
                "rows": [
                    {"year": 2001 + k, "value": v, "change": round(v - values[k - 1], 1) if k else None}
                    for k, v in enumerate(values)
                ],
            }
        )
    return made


def renderer(engine: str) -> Callable[[dict[str, Any]], str]:
    """A function from a page's content to its HTML."""
    if engine == "jinja2":
        import jinja2

        made = jinja2.Environment(
            loader=jinja2.DictLoader({"base.html": BASE, "page.html": PAGE}), autoescape=True
        )
        template = made.get_template("page.html")
        return lambda p: template.render(p=p, **COMMON)
    if engine == "django":
        import django
        from django.conf import settings

        loaders = [("django.template.loaders.locmem.Loader", {"base.html": BASE, "page.html": PAGE})]
        settings.configure(
            TEMPLATES=[
                {
                    "BACKEND": "django.template.backends.django.DjangoTemplates",
                    "OPTIONS": {"loaders": loaders},
                }
            ]
        )
        django.setup()
        from django.template import engines

        found = engines["django"].get_template("page.html")
        return lambda p: str(found.render({"p": p, **COMMON}))
    import minijinja

    ours = minijinja.Environment(
        templates={"base.html": BASE, "page.html": PAGE},
        trim_blocks=True,
        lstrip_blocks=True,
        undefined_behavior="strict",
    )
    return lambda p: str(ours.render_template("page.html", p=p, **COMMON))


def plain_html(page: str) -> str:
    """A page with signs as they are and no space between tags."""
    return re.sub(r">\s+", ">", html.unescape(page))


def same_template(engine: str, n: int) -> dict[str, Any]:
    """Microseconds a page, and one page to compare."""
    render, pages = renderer(engine), content(n)
    render(pages[0])
    best = math.inf
    for _ in range(3):
        start = time.perf_counter()
        for page in pages:
            render(page)
        best = min(best, time.perf_counter() - start)
    return {"µs": 1e6 * best / n, "page": plain_html(render(pages[7]))}


def our_page(engine: str, n: int, home: Path) -> dict[str, Any]:
    """The real template of an indicator with its real content."""
    from retning.edition.store import load_edition
    from retning.public import frame
    from retning.public.addresses import path_of
    from retning.public.context import Site
    from retning.public.messages import Request
    from retning.public.respond import respond
    from retning.public.templates import FILTERS, GLOBALS

    site = Site(load_edition(home))
    id = next(
        i for i in site.edition.indicators if site.edition.line(i, site.edition.indicators[i].main_area)
    )
    kept: dict[str, Any] = {}
    own = frame.environment(site.kinds)

    class Watch:
        """Keeps what the template was given, and lets the real engine render."""

        def render_template(self, name: str, **values: Any) -> str:
            kept.update(name=name, values=values)
            return str(own.render_template(name, **values))

    vars(frame)["environment"] = lambda _: Watch()
    respond(site, Request(path=path_of("nb", "indicator", id)))
    if engine == "ours":
        make = lambda: str(own.render_template(kept["name"], **kept["values"]))  # noqa: E731
    else:
        import jinja2
        from markupsafe import Markup

        public = Path(frame.__file__).parent
        made = jinja2.Environment(
            loader=jinja2.FileSystemLoader(sorted({p.parent for p in public.rglob("*.html")})),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        # Imported macros see the page's values in our engine; in this one only globals, which cost it nothing.
        made.globals.update(GLOBALS, **kept["values"])
        # What our filters make is markup to this engine too.
        for name, function in FILTERS.items():
            made.filters[name] = lambda value, function=function: Markup(str(function(value)))
        template = made.get_template(kept["name"])
        make = lambda: template.render(**kept["values"])  # noqa: E731
    first = make()
    best = math.inf
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(n):
            make()
        best = min(best, time.perf_counter() - start)
    return {"µs": 1e6 * best / n, "page": plain_html(first)}


def main() -> None:
    """Run each engine in a process of its own and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--tiny", dest="pages", action="store_const", const=20, help="twenty pages")
    parser.add_argument("--peers", type=Path, default=Path("build/peers"))
    parser.add_argument("--region", type=Path, default=Path("regions/trondheimsregionen"))
    parser.add_argument("--worker", nargs=2, metavar=("CASE", "ENGINE"), help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        case, engine = options.worker
        found = (
            same_template(engine, options.pages)
            if case == "same"
            else our_page(engine, options.pages, options.home)
        )
        json.dump(found, sys.stdout)
        return
    from retning.build.run import build

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        build(options.region, home)
        site = next(options.peers.absolute().glob("lib/python*/site-packages"))
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(site)])}

        def run(case: str, engine: str, pages: int) -> dict[str, Any]:
            command = [sys.executable, __file__, "--worker", case, engine]
            command += ["--pages", str(pages), "--home", str(home)]
            done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
            result: dict[str, Any] = json.loads(done.stdout)
            return result

        for case, engines, pages in (
            ("same", ("ours", "jinja2", "django"), options.pages),
            ("page", ("ours", "jinja2"), max(options.pages // 20, 1)),
        ):
            label = "same template" if case == "same" else "our page"
            results = {engine: run(case, engine, pages) for engine in engines}
            for engine, found in results.items():
                if found["page"] != results["ours"]["page"]:
                    raise RuntimeError(f"{engine} makes another page than ours ({label})")
                ratio = found["µs"] / results["ours"]["µs"]
                print(f"{label:14} {engine:8} {found['µs']:8.1f} µs a page, {ratio:5.1f} times ours")


if __name__ == "__main__":
    main()
