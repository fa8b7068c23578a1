"""The page's one script: the filter, folded evidence that opens for a printer or a link, and reloading while somebody watches.

The page says everything without it.
"""

from __future__ import annotations

SCRIPT = """
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const form = find("filter"), status = find("filter-status");
  const folds = [...document.querySelectorAll("main details")];
  const known = "[data-who], [data-theme], [data-day]";
  const items = [...document.querySelectorAll("main :is([data-who], [data-theme], [data-day])")];
  const leaves = items.filter((item) => !item.querySelector(known));
  const frames = items.filter((item) => item.querySelector(known)).reverse();
  const inside = new Map(frames.map((frame) => [frame, [...frame.querySelectorAll(known)].filter((item) => !item.querySelector(known))]));
  const points = leaves.filter((item) => item.classList.contains("said"));
  const words = new Map();
  let closed = null;

  const has = (item, name, value) => !value || item.dataset[name] === undefined || item.dataset[name].split(" ").includes(value);
  const during = (item, from, to) => !(from || to) || item.dataset.day === undefined
    || item.dataset.day.split(" ").some((day) => day && (!from || day >= from) && (!to || day <= to));
  const says = (item, text) => {
    if (!text || item.localName === "tr") return true;
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
    return words.get(item).includes(text);
  };

  function narrow() {
    const [who, theme, from, to] = ["who", "theme", "from", "to"].map((name) => form.elements.namedItem(name).value);
    const text = form.elements.namedItem("text").value.trim().toLowerCase();
    const active = Boolean(who || theme || from || to || text);
    const fits = (item) => has(item, "who", who) && has(item, "theme", theme) && during(item, from, to);
    for (const item of leaves) item.hidden = !(fits(item) && says(item, text));
    for (const frame of frames) {
      const whole = frame.classList.contains("talk") && says(frame, text);
      frame.hidden = !fits(frame) || !(whole || inside.get(frame).some((leaf) => !leaf.hidden));
    }
    if (active && !closed) closed = folds.filter((fold) => !fold.open);
    if (active) for (const fold of closed) fold.open = [...fold.querySelectorAll(known)].some((item) => !item.hidden);
    if (!active && closed) {
      for (const fold of closed) fold.open = false;
      closed = null;
    }
    const shown = points.filter((point) => !point.hidden && !point.closest("[hidden]")).length;
    status.textContent = active ? `${shown} of ${points.length} points on this page fit. Counts and drawings stay those of the whole report.` : "";
  }

  function reveal() {
    const target = location.hash.length > 1 && find(location.hash.slice(1));
    if (!target) return;
    if (form && target.closest("[hidden]")) {
      form.reset();
      narrow();
    }
    for (let at = target.parentElement; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    target.scrollIntoView();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", narrow);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(narrow));
  }
  addEventListener("hashchange", reveal);
  reveal();

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = folds.filter((fold) => !fold.open);
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });

  const pause = find("pause");
  if (pause) {
    const key = `notes-kit ${location.pathname}`;
    let paused = false, kept = {};
    try {
      kept = JSON.parse(sessionStorage.getItem(key) || "{}");
      sessionStorage.removeItem(key);
    } catch { /* a browser that keeps nothing reloads all the same */ }
    for (const [name, value] of Object.entries((form && kept.form) || {})) form.elements.namedItem(name).value = value;
    if (form && kept.form) narrow();
    for (const at of kept.open || []) if (folds[at]) folds[at].open = true;
    if (kept.top) scrollTo(0, kept.top);
    const tell = () => { pause.textContent = paused ? "Reload again" : "Pause reloading"; };
    const again = () => {
      if (paused || form?.contains(document.activeElement) || String(getSelection())) return;
      const open = folds.flatMap((fold, at) => (fold.open ? [at] : []));
      try {
        sessionStorage.setItem(key, JSON.stringify({ open, top: scrollY, form: form && Object.fromEntries(new FormData(form)) }));
      } catch { /* likewise */ }
      location.reload();
    };
    pause.addEventListener("click", () => { paused = !paused; tell(); });
    pause.hidden = false;
    tell();
    setInterval(again, 1000 * Number(pause.dataset.every));
  }
})();
"""
