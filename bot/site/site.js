"use strict";

/* What every page does when scripts run. All that a person needs is there without it, too. */

(() => {
  const root = document.documentElement;
  const fixed = "fixed" in root.dataset;

  /** The reader's moment on the region's clock: day as 2026-11-25, weekday from Monday = 0, minute. */
  function moment() {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Helsinki", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", calendar: "gregory",
    });
    const part = Object.fromEntries(format.formatToParts(new Date()).map((p) => [p.type, p.value]));
    const day = `${part.year}-${part.month}-${part.day}`;
    return {
      day,
      weekday: (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7,
      minute: Number(part.hour) * 60 + Number(part.minute),
    };
  }

  /** Whether a last day is over: by the reader's clock, unless the site stays at its day. */
  function isOver(lastDay) {
    const today = fixed ? root.dataset.day : moment().day;
    return Boolean(lastDay) && lastDay < today;
  }

  /** Whether hours (Monday to Sunday, in minutes) are open at a moment. */
  function isOpen(week, holidays, now) {
    if (week === "24/7") return true;
    if (holidays.includes(now.day)) return false;
    return week.split(";")[now.weekday].split(",").some((span) => {
      const [start, end] = span.split("-").map(Number);
      return span && start <= now.minute && now.minute < end;
    });
  }

  /** Marks the contacts that are open now; on days that the page knows nothing of, none. */
  function showOpenNow() {
    const main = document.querySelector("main");
    const now = moment();
    const holidays = (main.dataset.holidays || "").split(" ");
    for (const badge of document.querySelectorAll(".now")) {
      const known = !fixed && now.day >= root.dataset.day && now.day <= main.dataset.known;
      const open = known && isOpen(badge.dataset.week, holidays, now);
      badge.hidden = !known;
      badge.textContent = open ? badge.dataset.open : badge.dataset.closed;
      badge.classList.toggle("shut", !open);
    }
  }

  /** An entry that has ended since the page was written is shown as ended. */
  function endWhatIsOver() {
    const article = document.querySelector("article[data-to]");
    if (!article || !isOver(article.dataset.to)) return;
    for (const part of article.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when === "open";
    }
  }

  /** At the top of the site: the language of the browser as a link of its own. */
  function offerOwnLanguage() {
    const place = document.getElementById("yours");
    if (!place) return;
    const links = [...document.querySelectorAll("a[data-codes]")];
    for (const wanted of navigator.languages || []) {
      const tag = wanted.toLowerCase();
      const fits = (code) => tag === code || tag.startsWith(`${code}-`);
      const link = links.find((one) => one.dataset.codes.split(" ").some(fits));
      if (link) {
        place.append(link.cloneNode(true));
        place.hidden = false;
        return;
      }
    }
  }

  window.site = { isOver };
  document.addEventListener("DOMContentLoaded", () => {
    endWhatIsOver();
    showOpenNow();
    setInterval(showOpenNow, 60000);
    offerOwnLanguage();
    const print = document.getElementById("print");
    if (print) {
      print.hidden = false;
      print.addEventListener("click", () => window.print());
    }
  });
})();
