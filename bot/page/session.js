/** What this tab remembers of the talk, and the way to the server. Shows nothing. */

/** Where the server's addresses begin: beside this file. */
const HERE = new URL(".", import.meta.url);
/** The tab's memory: forgotten when the tab closes. */
const KEY = "opastin";
/** An answer that takes longer counts as none. */
const TIMEOUT_MS = 15_000;

/**
 * One turn of the talk: {you: text} or {bot: messages}.
 * @typedef {{you?: string, bot?: object[]}} Turn
 */

export class Session {
  /** Code of the page's language, once it is known. */
  language = null;
  /** Id of the conversation, once it is started. */
  conversation = null;
  /** @type {Turn[]} what is shown. */
  turns = [];
  #requests = new AbortController();

  constructor() {
    Object.assign(this, recall());
  }

  /** Whether the person has said anything yet. */
  get begun() {
    return this.turns.some((turn) => turn.you !== undefined);
  }

  /** Keep the talk in the tab; a full or forbidden memory only loses it at the next reload. */
  save() {
    const { language, conversation, turns } = this;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ language, conversation, turns }));
    } catch {
      // Private windows may forbid it; the talk goes on without.
    }
  }

  /** Forget the talk, and give up what is under way; the page's language stays. */
  forget() {
    this.#requests.abort();
    this.#requests = new AbortController();
    this.conversation = null;
    this.turns = [];
    this.save();
  }

  /** The page's words in one language; in another one when the server does not offer it. */
  words(code) {
    return this.#ask(`words/${encodeURIComponent(code)}`);
  }

  /**
   * The page's words in the first wished language that is offered, else in the last wish's spare.
   * @param {string[]} wishes language codes such as `en-GB`; at least one.
   */
  async firstOffered(wishes) {
    let page;
    for (const wish of wishes) {
      page = await this.words(wish);
      if (isAnswerTo(wish, page)) break;
    }
    return page;
  }

  /**
   * Send a text or a button's payload; starts the conversation when there is none.
   * @returns {Promise<object[]>} the bot's messages.
   */
  async send(text) {
    if (!this.conversation) {
      const started = await this.#ask("start", {});
      this.conversation = started.conversation;
    }
    const { conversation, language } = this;
    const answer = await this.#ask("message", { conversation, text, language });
    if (!Array.isArray(answer.messages)) throw new TypeError("messages");
    return answer.messages;
  }

  /** One request; throws when it fails, takes too long or was given up. */
  async #ask(path, body) {
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
    const forgotten = this.#requests.signal;
    forgotten.addEventListener("abort", () => giveUp.abort(), { signal: giveUp.signal });
    try {
      const answer = await fetch(new URL(path, HERE), { ...posted(body), signal: giveUp.signal });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return await answer.json();
    } finally {
      clearTimeout(clock);
      giveUp.abort(); // Takes its listener away.
    }
  }
}

function posted(body) {
  if (!body) return {};
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/** The server answers an unknown code in its spare language, the first one of its list. */
function isAnswerTo(wish, page) {
  const spare = page.languages[0].code;
  return page.language !== spare || wish.toLowerCase().split(/[-_]/)[0] === spare;
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
