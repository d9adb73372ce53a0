/** The chat page: joins what the person does, the session and the view. */

import { Session } from "./session.js";
import { View } from "./view.js";

const GREET = "/greet";
/** The longest pause between two tries to load the page's words. */
const LONGEST_PAUSE_S = 30;

const session = new Session();
const view = new View();
const listeners = new AbortController();
/** The exchange under way: one at a time, in order. */
let running = Promise.resolve();
let isBusy = false;
/** Counts talks: an answer that belongs to an earlier one is dropped. */
let talk = 0;

/**
 * Send a text or payload once the exchange before it is over.
 * @param {string} text what is sent.
 * @param {string} [said] what is shown as the person's words; nothing when left out.
 * @returns {Promise<boolean>} whether it went well.
 */
function exchange(text, said) {
  const mine = talk;
  view.alarmed(false);
  running = running.then(() => mine === talk && exchangeNow(text, said, mine));
  return running;
}

async function exchangeNow(text, said, mine) {
  setBusy(true);
  if (said) addTurn({ you: said });
  let went = true;
  try {
    const messages = await session.send(text);
    if (mine === talk) addTurn({ bot: messages });
  } catch {
    went = false; // No answer, or none that can be shown.
  }
  if (mine !== talk) return true; // The person started again.
  if (!went) takeBack(said);
  setBusy(false);
  return went;
}

function setBusy(busy) {
  isBusy = busy;
  view.busy(busy);
}

function addTurn(turn) {
  view.show(turn);
  view.toNewest();
  session.turns.push(turn);
  session.save();
}

/** What was not sent is not shown as said; the choices before it stay. */
function takeBack(said) {
  if (said) {
    session.turns.pop();
    session.save();
    view.log.lastElementChild.remove();
  }
  view.alarmed(true);
}

async function sendTyped() {
  if (isBusy || !view.page || !view.field.value.trim()) return;
  const text = view.takeText();
  view.toField();
  const mine = talk;
  const went = await exchange(text, text);
  if (!went && mine === talk) view.giveBack(text);
}

function sendChoice(button) {
  if (isBusy) return;
  view.toField();
  exchange(button.dataset.payload, button.textContent);
}

/** Clear all, and let the bot introduce itself. */
function startAgain() {
  talk += 1;
  session.forget();
  running = Promise.resolve();
  setBusy(false);
  view.takeText();
  view.showAll([]);
  return exchange(GREET);
}

/** Switch the page's language, and the bot's with it. */
async function chooseLanguage(code) {
  let page;
  try {
    page = await session.words(code);
  } catch {
    view.languages.value = view.page.language;
    view.alarmed(true);
    return;
  }
  if (view.languages.value !== code) return; // Chosen anew meanwhile.
  setPage(page);
  history.replaceState(null, "", location.pathname); // A ?lang= would come back at a reload.
  // Who has said nothing yet gets the introduction itself in the chosen language.
  if (session.begun) tellLanguage();
  else startAgain();
}

function tellLanguage() {
  return exchange(`/change_language{"language": "${session.language}"}`);
}

function setPage(page) {
  session.language = page.language;
  session.save();
  view.speak(page);
  if (isBusy) view.busy(true);
}

function wishes() {
  const asked = new URLSearchParams(location.search).get("lang");
  const all = [asked, session.language, ...navigator.languages].filter(Boolean);
  return all.length ? [...new Set(all)] : [document.documentElement.lang];
}

/** The page has no words of its own to tell of a failure: it tries until it has some. */
async function loadPage() {
  for (let pause_s = 1; ; pause_s = Math.min(2 * pause_s, LONGEST_PAUSE_S)) {
    try {
      return await session.firstOffered(wishes());
    } catch {
      await new Promise((resume) => setTimeout(resume, 1000 * pause_s));
    }
  }
}

function listen(target, event, handle) {
  target.addEventListener(event, handle, { signal: listeners.signal });
}

function listenToAll() {
  listen(view.form, "submit", (event) => {
    event.preventDefault();
    sendTyped();
  });
  listen(view.field, "keydown", (event) => {
    // While signs are being composed (Chinese, say), Enter chooses one of them; Safari says 229.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    sendTyped();
  });
  listen(view.field, "input", () => view.turnField());
  listen(view.log, "click", (event) => {
    const button = event.target.closest("button[data-payload]");
    if (button) sendChoice(button);
  });
  listen(view.languages, "change", () => chooseLanguage(view.languages.value));
  listen(view.again, "click", () => {
    startAgain();
    view.toField();
  });
  listen(window, "pagehide", (event) => {
    if (!event.persisted) listeners.abort();
  });
}

async function open() {
  const before = session.language;
  setPage(await loadPage());
  listenToAll();
  view.showAll(session.turns);
  if (!session.turns.length) await exchange(GREET);
  else if (before !== session.language) await tellLanguage();
  else view.toNewest();
}

open();
