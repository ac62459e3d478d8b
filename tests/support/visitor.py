"""A reader with a browser: goes to pages and remembers what the browser asked for and complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from retning.public.addresses import path_of
from retning.public.context import Site

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# What is folded away is part of the page: it is looked at as well.
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true })"

RUN_AXE = """async tags => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return found.violations.map(v => ({rule: v.id, impact: v.impact, help: v.help,
    where: v.nodes.map(n => n.target.join(' ') + ' :: ' + n.html.slice(0, 160) + ' :: ' + n.failureSummary)}));
}"""


@dataclass
class Visitor:
    """One browser context and its only page."""

    context: BrowserContext
    page: Page
    root: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def arrive(cls, browser: Browser, root: str, width: int = 1280, **options: Any) -> Visitor:
        """A new reader without history; ``options`` are passed to the browser context."""
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        visitor = cls(context, context.new_page(), root)
        visitor.page.on("request", lambda request: visitor.requests.append(request.url))
        visitor.page.on("console", visitor._console)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(f"{visitor.page.url}: {error}"))
        return visitor

    def _console(self, message: ConsoleMessage) -> None:
        # The browser reports a page that answers 404 as an error of the page itself; that one is meant.
        own = message.location.get("url") == self.page.url and "404" in message.text
        if message.type in ("error", "warning") and not own:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str, status: int = 200) -> Page:
        """Open an address of the site and wait until style and font are loaded."""
        answer: Response | None = self.page.goto(self.root + path, wait_until="load")
        assert answer is not None and answer.status == status, path
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the open page with everything unfolded, one line per place."""
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(RUN_AXE, WCAG)
        return [
            f"{self.page.url} {v['rule']} ({v['impact']}): {v['help']}: {place}"
            for v in found
            for place in v["where"]
        ]

    def strangers(self) -> list[str]:
        """Requested addresses that are not the site's own."""
        return [url for url in self.requests if not url.startswith((f"{self.root}/", "data:"))]

    def leave(self) -> None:
        """Close the page and forget everything."""
        self.context.close()


def samples(site: Site, lang: str) -> dict[str, list[str]]:
    """Paths for every kind of page: one where all pages of the kind are alike, several where they differ."""
    data = site.edition
    judged = [e.id for e in data.plan.leaves(None)]
    with_data = [id for id in judged if any(data.areas_of(i.id) for i in data.indicators_of(id))]
    without = [id for id in judged if not data.indicators_of(id)]
    principles = [e.id for e in data.plan.principles]
    kinds = {id: data.areas[id].kind for id in data.page_areas}
    municipalities = [id for id, kind in kinds.items() if kind == "municipality"]
    regions = [id for id, kind in kinds.items() if kind == "region"]
    # Few areas, many areas, several lines: charts of different kinds.
    by_width = sorted(data.indicators, key=lambda id: len(data.areas_of(id)))
    by_lines = max(data.indicators, key=lambda id: len(data.indicators[id].lines))
    first = next(id for id in by_width if data.areas_of(id))
    indicators = list(dict.fromkeys([first, by_width[-1], by_lines]))
    return {
        "front": [path_of(lang, "front")],
        "plan": [path_of(lang, "plan")],
        "overarching": [path_of(lang, "element", e.id) for e in data.plan.overarching],
        "goals": [path_of(lang, "element", e.id) for e in data.plan.children(None)],
        "strategies": [path_of(lang, "element", id) for id in (with_data[0], with_data[-1])],
        "strategy without data": [path_of(lang, "element", id) for id in without[:1]],
        "indicator": [path_of(lang, "indicator", id) for id in indicators],
        "indicators": [path_of(lang, "indicators")],
        "areas": [path_of(lang, "areas")],
        "municipality": [path_of(lang, "area", municipalities[0])],
        "region": [path_of(lang, "area", regions[0])],
        "compare": [
            path_of(lang, "compare"),
            path_of(lang, "compare")
            + f"?omrade={municipalities[0]}&omrade={municipalities[1]}&indikator={by_width[-1]}&vis=indeks",
            path_of(lang, "compare") + "?omrade=nowhere",
        ],
        "principles": [path_of(lang, "principles")],
        "principle": [path_of(lang, "principle", principles[0])],
        "method": [path_of(lang, "method")],
        "sources": [path_of(lang, "sources")],
        "changes": [path_of(lang, "changes")],
        "accessibility": [path_of(lang, "accessibility")],
        "about": [path_of(lang, "about")],
    }
