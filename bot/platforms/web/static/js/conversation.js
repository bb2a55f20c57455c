// The log: lines in the order of the store, what is not stored yet at the end, nothing twice.

import { element } from "./elements.js";
import { lineElement, replaceBubble } from "./line.js";
import { dayOf, text } from "./texts.js";

export class Conversation {
  #log;
  #onPress;
  #onRetry;
  #onDiscard;
  #lines = new Map(); // line id -> element
  #pending = new Map(); // message id -> element

  constructor(log, { onPress, onRetry, onDiscard }) {
    this.#log = log;
    this.#onPress = onPress;
    this.#onRetry = onRetry;
    this.#onDiscard = onDiscard;
  }

  get isEmpty() {
    return this.#lines.size + this.#pending.size === 0;
  }

  has(id) {
    return this.#pending.has(id);
  }

  // Shows a stored line; returns its element, or null when it stands there already.
  add(line, live) {
    if (this.#lines.has(line.id)) return null;
    if (line.clear) this.clear(line.message_id);
    const made = this.#adopt(line) ?? lineElement(line, this.#onPress);
    this.#lines.set(line.id, made);
    made.dataset.line = line.id;
    made.classList.toggle("new", live);
    this.#place(made, line);
    if (line.buttons?.length) this.#makeCurrent();
    return made;
  }

  // Shows what the person just sent, before the server knows it.
  addPending(message) {
    const line = { author: "person", text: message.text ?? message.label, at: message.at };
    const made = lineElement(line, this.#onPress);
    this.#pending.set(message.id, made);
    this.#log.append(made);
    return made;
  }

  // How the sending stands, under the message; and the way out when it failed.
  showState(message) {
    const made = this.#pending.get(message.id);
    if (!made) return;
    made.classList.toggle("unsent", ["waiting", "limited", "failed"].includes(message.state));
    made.querySelector(".state").textContent = stateText(message);
    made.querySelector(".repairs")?.remove();
    if (message.state === "failed") made.append(this.#repairs(message));
  }

  remove(id) {
    this.#pending.get(id)?.remove();
    this.#pending.delete(id);
  }

  // Everything so far is gone from the store, with it what asked for that; what is still unsent stays.
  clear(request) {
    this.remove(request);
    this.#log.replaceChildren(...this.#pending.values());
    this.#lines.clear();
  }

  #adopt(line) {
    const made = this.#pending.get(line.message_id);
    if (line.author !== "person" || !made) return null;
    this.#pending.delete(line.message_id);
    made.classList.remove("unsent");
    made.querySelector(".state").textContent = "";
    made.querySelector(".repairs")?.remove();
    if (made.querySelector(".bubble").textContent !== line.text) replaceBubble(made, line);
    return made;
  }

  #place(made, line) {
    const later = [...this.#log.querySelectorAll(".line")].find(
      (other) => other !== made && (!other.dataset.line || Number(other.dataset.line) > line.id),
    );
    const stands = made.isConnected && (later ? made.nextElementSibling === later : made === this.#log.lastElementChild);
    if (!stands) this.#log.insertBefore(made, later ?? null);
    this.#markDay(made, line);
  }

  #markDay(made, line) {
    const day = dayOf(new Date(line.at));
    made.dataset.day = day;
    const before = [...this.#log.querySelectorAll("[data-day]")].filter((other) => other !== made).at(-1);
    const known = before ? before.dataset.day : text("today");
    if (day !== known) this.#log.insertBefore(element("p", { className: "day" }, day), made);
  }

  #makeCurrent() {
    const offers = [...this.#log.querySelectorAll(".choices")];
    offers.forEach((offer, index) => offer.closest(".line").classList.toggle("current", index === offers.length - 1));
  }

  #repairs(message) {
    const retry = element("button", { type: "button", className: "repair" }, text("retry"));
    const discard = element("button", { type: "button", className: "repair" }, text("discard"));
    retry.addEventListener("click", () => this.#onRetry(message.id));
    discard.addEventListener("click", () => this.#onDiscard(message.id));
    return element("div", { className: "repairs" }, retry, discard);
  }
}

export function stateText({ state, note, seconds }) {
  if (state === "failed") return `${text("failed")} ${note}`.trim();
  if (state === "limited") return seconds === 1 ? text("retry-in-one") : text("retry-in", { seconds });
  if (state === "waiting") return note || text("waiting");
  return "";
}
