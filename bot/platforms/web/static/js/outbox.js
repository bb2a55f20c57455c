// What the person sent and the server has not confirmed yet: one after the other, the same id until it is through.

import { drop, keep, kept } from "./shelf.js";

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between attempts
const STALE = 60 * 60 * 1000; // after an hour the person decides whether it is still meant

export class Outbox {
  #post;
  #onChange;
  #messages = new Map();
  #running = false;
  #timer = 0;
  #patience = 0;
  #notBefore = 0;

  // onChange(message): state is "sending", "waiting", "limited", "failed" or "sent"; note is the server's sentence.
  constructor({ post, onChange }) {
    this.#post = post;
    this.#onChange = onChange;
  }

  add(message) {
    keep(message);
    this.#messages.set(message.id, message);
    this.#change(message, "sending");
    this.#run();
  }

  // Shows what an earlier visit left unsent; sending begins with `hurry`, once it is known what did arrive.
  restore() {
    for (const message of kept()) {
      this.#messages.set(message.id, message);
      this.#change(message, Date.now() - message.at > STALE ? "failed" : "waiting");
    }
  }

  has(id) {
    return this.#messages.has(id);
  }

  hasPress(button) {
    return [...this.#messages.values()].some((message) => message.press === button);
  }

  // Resolves when the message is through, or after a moment anyway.
  settled(id, patience = 1500) {
    const start = Date.now();
    return new Promise((resolve) => {
      const look = () => (this.has(id) && Date.now() - start < patience ? setTimeout(look, 50) : resolve());
      look();
    });
  }

  // The line is there, so the server has it, whatever became of its answer to us.
  confirm(id) {
    const message = this.#messages.get(id);
    if (message) this.#finish(message);
  }

  discard(id) {
    drop(id);
    this.#messages.delete(id);
  }

  retry(id) {
    const message = this.#messages.get(id);
    if (message) this.#change({ ...message, at: Date.now() }, "waiting");
    this.hurry();
  }

  // Something says that the server is back: do not sit out the pause, unless the server asked for it.
  hurry() {
    if (Date.now() < this.#notBefore) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#run();
  }

  #next() {
    return [...this.#messages.values()].find((message) => message.state !== "failed");
  }

  async #run() {
    if (this.#running || this.#timer) return;
    this.#running = true;
    for (let message = this.#next(); message && !this.#timer; message = this.#next()) await this.#attempt(message);
    this.#running = false;
  }

  async #attempt(message) {
    this.#change(message, "sending");
    try {
      await this.#post(message);
    } catch (error) {
      if (this.has(message.id)) this.#postpone(message, error);
      return;
    }
    this.#patience = 0;
    this.#finish(message);
  }

  #postpone(message, error) {
    if (error.status && !error.isTemporary) {
      this.#change(message, "failed", error.text);
      return;
    }
    const seconds = error.retryAfter || PAUSES[Math.min(this.#patience, PAUSES.length - 1)];
    this.#patience += 1;
    const limited = error.status === 429;
    this.#notBefore = limited ? Date.now() + seconds * 1000 : 0;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#run();
    }, seconds * 1000);
    this.#change(message, limited ? "limited" : "waiting", error.text, seconds);
  }

  #finish(message) {
    if (!this.has(message.id)) return; // the line came before the server's answer to us
    this.discard(message.id);
    this.#onChange({ ...message, state: "sent" });
  }

  #change(message, state, note = "", seconds = 0) {
    const changed = { ...message, state, note, seconds };
    this.#messages.set(message.id, changed);
    this.#onChange(changed);
  }
}
