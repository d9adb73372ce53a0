/** The page: shows words, turns and states. Decides nothing, and has no words of its own. */

const ELEMENTS = ["log", "thinking", "alarm", "form", "field", "send", "languages", "again"];
const LINK = /^(https?|tel|mailto):/i;
const AWAY = { target: "_blank", rel: "noopener noreferrer" };
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const LTR_LETTER = /(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/u;
/** What keeps its order in a text from right to left: addresses, numbers, Pohjois-Pohjanmaa. */
const FIXED_ORDER =
  /(https?:[^\s()]+|[^\s()]+@[^\s()]+|\+?\d[\d \u00a0]+\d|\p{sc=Latn}+(?:-\p{sc=Latn}+)+)/u;

export class View {
  /** The page's words in the chosen language, as `words/<code>` gives them. */
  page = null;

  constructor() {
    for (const id of ELEMENTS) this[id] = document.getElementById(id);
  }

  /** Put the page's own words in place. */
  speak(page) {
    this.page = page;
    document.documentElement.lang = page.language;
    document.documentElement.dir = page.direction;
    document.title = page.words.title;
    this.field.placeholder = page.words.input;
    for (const node of document.querySelectorAll("[data-word]")) this.#word(node);
    this.languages.replaceChildren(...page.languages.map(option));
    this.languages.value = page.language;
    this.alarmed(this.alarm.textContent !== "");
    this.turnField();
    document.body.hidden = false;
  }

  /** Show one turn as the newest; with an answer, the choices before it go. */
  show({ you, bot }) {
    if (bot) this.#choices.forEach((choices) => choices.remove());
    const turn = make("div", "turn");
    turn.append(...(bot ? bot.map((message) => this.#message(message)) : [this.#said(you)]));
    this.log.append(turn);
  }

  /** Show a whole talk anew, without reading it all aloud. */
  showAll(turns) {
    this.log.ariaBusy = "true";
    this.log.replaceChildren();
    turns.forEach((turn) => this.show(turn));
    this.log.ariaBusy = "false";
  }

  /** Bring the newest exchange to the top: what was said, with its answer below. */
  toNewest() {
    const [earlier, last] = [...this.log.children].slice(-2);
    if (last) (earlier.querySelector(".you") ? earlier : last).scrollIntoView({ block: "start" });
  }

  /** Show that the bot is busy, or not any more. */
  busy(isBusy) {
    this.thinking.textContent = isBusy ? this.page.words.thinking : "";
    this.send.setAttribute("aria-disabled", String(isBusy));
    this.#choices.forEach((choices) => (choices.hidden = isBusy));
  }

  /** Tell that there is no connection, or take that away. */
  alarmed(isAlarmed) {
    this.alarm.textContent = isAlarmed ? this.page.words.offline : "";
  }

  /** Take the text out of the field. */
  takeText() {
    const text = this.field.value.trim();
    this.field.value = "";
    this.turnField();
    return text;
  }

  /** Give back a text that was not sent, before what was typed meanwhile. */
  giveBack(text) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.turnField();
    this.toField();
  }

  /** A typed text runs in its own direction; the empty field runs as the page does. */
  turnField() {
    this.field.dir = this.field.value ? "auto" : document.documentElement.dir;
  }

  /** Go on in the field; on a touch screen its keyboard would cover the answer. */
  toField() {
    if (matchMedia("(pointer:fine)").matches) this.field.focus({ preventScroll: true });
    else this.field.blur();
  }

  get #choices() {
    return this.log.querySelectorAll(".choices");
  }

  #word(node) {
    node.lang = this.page.language;
    return fill(node, this.page.words[node.dataset.word], this.page.direction);
  }

  #speaker(word) {
    const label = make("span", "unseen");
    label.dataset.word = word;
    return this.#word(label);
  }

  #said(text) {
    const message = make("div", "message you");
    const bubble = make("p", "bubble", text);
    bubble.lang = ""; // Nobody knows in which language the person writes.
    bubble.dir = "auto";
    message.append(this.#speaker("you"), bubble);
    return message;
  }

  #message({ parts, buttons, language, direction }) {
    const message = make("div", "message bot");
    message.lang = language ?? this.page.language;
    message.dir = direction ?? this.page.direction;
    message.classList.toggle("alarming", parts.some((part) => part.urgent));
    message.append(this.#speaker("bot"), ...parts.map((part) => partNode(part, message.dir)));
    message.append(make("div", "choices"));
    message.lastChild.append(...(buttons ?? []).map(choice));
    return message;
  }
}

function partNode(part, direction) {
  if (part.door) return door(part.door, direction);
  const bubble = make("p", part.urgent ? "bubble urgent" : "bubble");
  return fill(bubble, part.text ?? "", direction);
}

function door({ number, name, summary, lines }, direction) {
  const card = make("section", "door");
  const heading = make("h2");
  if (number) heading.append(make("span", "number", number));
  heading.append(fill(make("span", "name"), name, direction));
  card.append(heading);
  if (summary) card.append(fill(make("p", "summary"), summary, direction));
  const list = make("ul");
  list.append(...lines.map((line) => lineNode(line, direction)));
  card.append(list);
  return card;
}

function lineNode({ text, href }, direction) {
  const item = make("li");
  const scheme = LINK.exec(href ?? "")?.[1].toLowerCase();
  if (!scheme) return fill(item, text, direction);
  const link = fill(make("a", scheme), text, direction);
  link.href = href;
  if (scheme.startsWith("http")) Object.assign(link, AWAY);
  item.append(link);
  return item;
}

/** Put a text into a node: in its own direction, addresses and numbers kept in order. */
function fill(node, text, direction) {
  node.dir = ownDirection(text, direction);
  const pieces = text.split(FIXED_ORDER); // Every second one is what FIXED_ORDER found.
  node.replaceChildren(...pieces.map((piece, index) => (index % 2 ? fixed(piece) : piece)));
  return node;
}

function fixed(piece) {
  const kept = make("bdi", /^[+\d]/.test(piece) ? "digits" : /[:@]/.test(piece) ? "address" : "");
  for (const step of piece.match(/(https?:\/\/)?[^/]+\/*/g)) kept.append(step, make("wbr"));
  kept.lastChild.remove(); // A long address is broken after its slashes, not at its end.
  kept.dir = "ltr";
  return kept;
}

/** The message's direction, unless the text has letters of the other direction only. */
function ownDirection(text, direction) {
  const [hasRtl, hasLtr] = [RTL_LETTER.test(text), LTR_LETTER.test(text)];
  return hasRtl === hasLtr ? direction : hasRtl ? "rtl" : "ltr";
}

function choice({ title, payload }) {
  const button = make("button", "choice", title);
  button.type = "button";
  button.dataset.payload = payload;
  return button;
}

function option({ code, name, direction }) {
  return Object.assign(make("option", "", name), { value: code, lang: code, dir: direction });
}

function make(tag, classes = "", text = "") {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  node.textContent = text;
  return node;
}
