"use strict";

/* The list: narrowed by words, place, age, need and who asks. Nothing is sent or kept. */

(() => {
  /* Letters that are written for one another (Arabic script, Turkish, Nordic). */
  const VARIANTS = {
    "\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc", "\u06ce": "\u06cc",
    "\u0629": "\u0647", "\u06d5": "\u0647", "\u0695": "\u0631", "\u06b5": "\u0644",
    "\u06c6": "\u0648", "\u0131": "i", "\u0142": "l", "\u0111": "d", "\u00f8": "o",
  };
  const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join("")}]`, "g");
  const PAUSE_MS = 200;
  /* On narrower screens the menus stay folded, so that the list is near. */
  const ROOM_FOR_MENUS = "(min-width: 48rem)";

  /** A text for comparison: small letters without accents, one blank between words. */
  function folded(text) {
    return text.normalize("NFKD").toLowerCase()
      .replace(/[\p{M}\u200c\u200d'\u2018\u2019\u02bc]/gu, "")
      .replace(VARIANT, (sign) => VARIANTS[sign])
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  /** How many letters of a word must change for some beginning of another to be it. */
  function steps(word, other) {
    let row = Array.from({ length: other.length + 1 }, (_, column) => column);
    for (let line = 1; line <= word.length; line += 1) {
      const next = [line];
      for (let column = 1; column <= other.length; column += 1) {
        const change = word[line - 1] === other[column - 1] ? 0 : 1;
        next[column] = Math.min(row[column - 1] + change, row[column] + 1, next[column - 1] + 1);
      }
      row = next;
    }
    return Math.min(...row);
  }

  /** Whether a text has a word; the shortest ones only at the beginning of one. */
  function has(text, word) {
    return /^[a-z0-9]{1,2}$/.test(word) ? ` ${text}`.includes(` ${word}`) : text.includes(word);
  }

  /** Whether a text has a word that is written nearly so. */
  function hasNearly(text, word) {
    const allowed = word.length >= 8 ? 2 : Number(word.length >= 4);
    return has(text, word) || (allowed > 0 && text.split(" ").some((other) => (
      other.length >= word.length - allowed
        && steps(word, other.slice(0, word.length + allowed)) <= allowed
    )));
  }

  const list = document.getElementById("entries");
  const field = (id) => document.getElementById(id);
  const items = [...list.querySelectorAll(".entry")].map((node) => ({
    node,
    text: folded(`${node.textContent} ${node.dataset.words}`),
    one: (name, value) => node.dataset[name].split(" ").includes(value),
  }));

  function fitsChoices(item) {
    const { min, max } = item.node.dataset;
    const place = field("place").value;
    const need = field("need").value;
    const client = field("client").value;
    const age = field("age").value;
    return (field("closed").checked || !item.node.classList.contains("closed"))
      && (!place || item.one("places", place) || item.one("places", "*"))
      && (!need || item.one("needs", need))
      && (!client || item.one("clients", client))
      && (age === "" || (Number(age) >= Number(min || 0) && Number(age) <= Number(max || 999)));
  }

  function show() {
    const words = folded(field("words").value).split(" ").filter(Boolean);
    const fitting = items.filter(fitsChoices);
    const exact = fitting.filter((item) => words.every((word) => has(item.text, word)));
    const near = exact.length
      ? exact : fitting.filter((item) => words.every((word) => hasNearly(item.text, word)));
    for (const item of items) item.node.hidden = !near.includes(item);
    const told = field("found").dataset;
    const sentence = exact.length ? told.found : near.length ? told.close : told.nothing;
    field("found").textContent = sentence.replace("{number}", near.length);
  }

  /** What has ended since the page was written. */
  function markEnded() {
    for (const { node } of items) {
      if (!window.site.isOver(node.dataset.to) || node.classList.contains("closed")) continue;
      node.classList.add("closed");
      node.querySelector(".badge")?.remove();
      const badge = document.createElement("span");
      badge.className = "badge ended";
      badge.textContent = list.dataset.ended;
      node.querySelector(".marks").prepend(badge);
    }
  }

  /** A link from an entry's page names a need. */
  function takeNeed() {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("need");
    if (!wanted) return;
    field("need").value = wanted;
    field("narrow").open = true;
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE_MS);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = field("search");
    field("choices").hidden = false;
    field("clear").hidden = false;
    field("narrow").open = window.matchMedia(ROOM_FOR_MENUS).matches;
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("reset", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
    });
    window.addEventListener("hashchange", () => {
      takeNeed();
      show();
    });
    markEnded();
    takeNeed();
    show();
  });
})();
