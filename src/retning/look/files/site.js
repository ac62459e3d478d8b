/* What a page can do more when scripts run. Nothing here is needed to read it. */
(() => {
  "use strict";
  const told = document.currentScript.dataset;
  const english = document.documentElement.lang === "en";
  const make = (name, attributes, parent) => {
    const made = name.startsWith("svg:")
      ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4))
      : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  };

  /* One voice for the whole page. */
  let voice;
  const say = (words) => {
    voice = voice || make("p", { role: "status", class: "ds-sr-only" }, document.body);
    voice.textContent = "";
    setTimeout(() => { voice.textContent = words; }, 50);
  };

  /* A period's middle in years, as the server draws it. */
  const moment = (period) => {
    let m;
    if (/^\d{4}$/.test(period)) return +period + 0.5;
    if ((m = /^(\d{4})-Q(\d)$/.exec(period))) return +m[1] + (m[2] - 0.5) / 4;
    if ((m = /^(\d{4})-M(\d\d)$/.exec(period))) return +m[1] + (m[2] - 0.5) / 12;
    if (!(m = /^(\d{4})-\d\d-\d\d$/.exec(period))) return NaN;
    const start = Date.UTC(+m[1], 0, 1);
    return +m[1] + (Date.parse(period) - start) / (Date.UTC(+m[1], 11, 31) - start);
  };
  const figure = (words) => {
    const bare = words.replace(/\s/g, "").replace("\u2212", "-");
    const plain = english ? bare.replace(/,/g, "") : bare.replace(",", ".");
    return plain === "" ? NaN : Number(plain);
  };

  /* Where values are drawn. Those in the table are rounded, so a mark is moved to the drawn place beside it. */
  const drawn = (svg) => {
    const places = [];
    for (const path of svg.querySelectorAll("path[d]")) {
      const d = path.getAttribute("d");
      for (const m of d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)(?=[LMz]|$)/g)) places.push([+m[1], +m[2]]);
      for (const m of d.matchAll(/M(-?[\d.]+) -?[\d.]+V(-?[\d.]+)h([\d.]+)/g)) places.push([+m[1] + m[3] / 2, +m[2]]);
    }
    for (const dot of svg.querySelectorAll("circle")) places.push([+dot.getAttribute("cx"), +dot.getAttribute("cy")]);
    return (x, y) => {
      let best = [x, y], far = 16;
      for (const place of places) {
        const off = Math.abs(place[1] - y);
        if (Math.abs(place[0] - x) < 0.6 && off < far) { best = place; far = off; }
      }
      return best;
    };
  };

  /* The stops of a line, path or bar chart: its periods, from the table beside it. */
  const fromTable = (svg, table) => {
    const [left, right, top, bottom, first, last, low, high] = svg.dataset.plot.split(" ").map(Number);
    const heads = [...table.querySelectorAll("thead th")].slice(1);
    const names = heads.map((th) => th.textContent.trim());
    const bars = svg.classList.contains("chart-bars");
    /* What is asked for and the comparator are read out too; other definitions of the figure are not drawn as bars. */
    const drawnHere = (n) => heads[n].dataset.role || n < (bars ? 1 : 6);
    const stops = [];
    const snap = drawn(svg);
    for (const row of table.querySelectorAll("tbody tr")) {
      const cells = [...row.querySelectorAll("td")];
      const named = cells.find((td) => td.id);
      const at = named ? moment(named.id.split(".").pop()) : NaN;
      if (!(at >= first && at <= last)) continue;
      const x = last === first ? (left + right) / 2 : left + ((at - first) * (right - left)) / (last - first);
      const stop = { x, label: row.querySelector("th").textContent.trim(), parts: [], dots: [] };
      cells.forEach((td, n) => {
        if (!drawnHere(n)) return;
        const small = td.querySelector("small");
        const mark = small ? small.textContent : "";
        const words = td.textContent.slice(0, td.textContent.length - mark.length).trim();
        const value = figure(words.split("(")[0]);
        if (!words || (Number.isNaN(value) && !n && cells.length > 1)) return;
        stop.parts.push([names[n], words + (mark ? " (" + mark + ")" : "")]);
        if (!Number.isNaN(value)) {
          const y = bottom - ((value - low) * (bottom - top)) / (high - low);
          const onPath = /^(path|minimum)$/.test(heads[n].dataset.role);
          if (y >= top - 1 && y <= bottom + 1) stop.dots.push(onPath ? [x, y] : snap(x, y));
        }
      });
      if (stop.parts.length) stops.push(stop);
    }
    return { stops: stops.sort((a, b) => a.x - b.x), top, bottom, many: names.filter((_, n) => drawnHere(n)).length > 1 };
  };

  /* The stops of a strip: its dots in order, each named by its title. */
  const fromDots = (svg) => {
    const stops = [];
    for (const dot of svg.querySelectorAll("circle,path")) {
      const title = dot.querySelector("title");
      if (!title) continue;
      const box = dot.getBBox();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const value = figure(title.textContent.split(": ").pop().replace(/[^\d,.\u2212]/g, ""));
      const own = dot.classList.contains("c-own-dot");
      stops.push({ x, value, own, label: title.textContent, parts: [], dots: [[x, y]], radius: box.width / 2 + 3 });
    }
    // Those outside the axis stand at its edge, one upon the other: their values tell them apart.
    return { stops: stops.sort((a, b) => a.x - b.x || a.value - b.value), top: 0, bottom: 0, many: false };
  };

  const walk = (host) => {
    const svg = host.querySelector("svg");
    if (!svg || host.dataset.walks) return;
    let read;
    if (/chart-(dots|peers)/.test(svg.getAttribute("class"))) read = () => fromDots(svg);
    else if (svg.dataset.plot) {
      const table = host.closest("section").querySelector("table.figures");
      if (!table) return;
      read = () => fromTable(svg, table);
    } else return;
    const title = svg.querySelector("title").textContent;
    host.dataset.walks = "yes";
    host.classList.add("probe");
    for (const [key, value] of Object.entries({ tabindex: 0, role: "application", "aria-label": title + ". " + told.walk }))
      host.setAttribute(key, value);
    const out = make("p", { class: "readout", "aria-live": "polite" }, host);
    const layer = make("svg:g", { "aria-hidden": "true" }, svg);
    let found, at = -1;
    const clear = () => { at = -1; out.textContent = ""; layer.textContent = ""; };
    const show = (n) => {
      if (n === at) return;
      at = n;
      const stop = found.stops[n];
      layer.textContent = "";
      if (found.bottom) make("svg:path", { class: "probe-line", d: `M${stop.x} ${found.top}V${found.bottom}` }, layer);
      for (const [x, y] of stop.dots) make("svg:circle", { class: "probe-dot", cx: x, cy: y, r: stop.radius || 5 }, layer);
      out.textContent = "";
      make("b", {}, out).textContent = stop.label + (stop.parts.length ? ": " : "");
      stop.parts.forEach(([name, words], k) => {
        const end = k < stop.parts.length - 1 ? ", " : "";
        make("span", {}, out).textContent = (found.many ? name + " " : "") + words + end;
      });
    };
    /* Where a walk begins: at our own dot, else at the newest value. */
    const first = () => {
      const own = found.stops.findIndex((stop) => stop.own);
      return own < 0 ? found.stops.length - 1 : own;
    };
    const ready = () => { found = found || read(); return found.stops.length > 0; };
    const nearest = (event) => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) * svg.viewBox.baseVal.width) / box.width;
      let best = 0;
      found.stops.forEach((stop, n) => { if (Math.abs(stop.x - x) < Math.abs(found.stops[best].x - x)) best = n; });
      return best;
    };
    const point = (event) => { if (ready()) show(nearest(event)); };
    host.addEventListener("pointermove", point);
    host.addEventListener("pointerdown", point);
    host.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") clear(); });
    host.addEventListener("focus", () => { if (host.matches(":focus-visible") && ready()) show(first()); });
    host.addEventListener("blur", clear);
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { clear(); return; }
      if (event.ctrlKey || event.altKey || event.metaKey || !ready()) return;
      const last = found.stops.length - 1;
      const here = at < 0 ? last + 1 : at;
      const to = { ArrowLeft: here - 1, ArrowDown: here - 1, ArrowRight: here + 1, ArrowUp: here + 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(Math.max(0, Math.min(last, to)));
    });
  };

  /* Code and citations to copy. */
  const copier = (button) => {
    const field = document.getElementById(button.dataset.copy);
    if (!field) return;
    const own = field.value;
    if (own && own.includes('src="/')) {
      field.value = own.replace('src="/', `src="${location.origin}/`);
      document.querySelectorAll("[data-needless]").forEach((note) => { note.hidden = true; });
    }
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value || field.textContent.trim());
      } catch {
        if (field.select) field.select();
        else getSelection().selectAllChildren(field);
        document.execCommand("copy");
      }
      say(told.copied);
    });
  };

  const prepare = (root) => {
    root.querySelectorAll("figure.chart > div,.peer-picture > div").forEach(walk);
    root.querySelectorAll("[data-copy]").forEach(copier);
  };

  /* A choice shows at once: the page that the form would open is fetched, and its parts are put in place. */
  let asked = 0;
  const swap = async (form) => {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    const query = new URLSearchParams(pairs).toString();
    const address = form.action.split("#")[0].split("?")[0] + (query ? "?" + query : "");
    const mine = (asked += 1);
    const places = form.dataset.swap.split(" ").map((id) => document.getElementById(id));
    const busy = (yes) => places.forEach((place) => place && place.setAttribute("aria-busy", yes));
    busy(true);
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      for (const place of places) {
        const fresh = place && next.getElementById(place.id);
        if (place && place.contains(document.activeElement)) continue; // nobody loses their place in a list
        if (!fresh) throw new Error(form.dataset.swap);
        place.replaceChildren(...fresh.childNodes);
        prepare(place);
      }
      for (const link of document.querySelectorAll(".langs a")) {
        const twin = next.querySelector(`.langs a[lang="${link.lang}"]`);
        if (twin) link.setAttribute("href", twin.getAttribute("href"));
      }
      history.replaceState(null, "", address);
      busy(false);
      say(told.shown);
    } catch {
      location.assign(address);
    }
  };
  for (const form of document.querySelectorAll("form[data-swap]")) {
    let wait;
    form.addEventListener("submit", (event) => { event.preventDefault(); swap(form); });
    form.addEventListener("change", () => { clearTimeout(wait); wait = setTimeout(() => swap(form), 150); });
  }

  prepare(document);
})();
