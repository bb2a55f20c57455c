// Follows the conversation live and says when the connection is lost and when it is back.

import { fetchLines } from "./api.js";

const NOTICE_AFTER = 2500; // ms; a server that restarts is often back before anybody needs to know
const PAUSES = [1000, 2000, 4000, 8000, 15000];

export class LineStream {
  #onLine;
  #onUp;
  #onDown;
  #onRefused;
  #last = 0;
  #source = null;
  #retry = 0;
  #notice = 0;
  #patience = 0;

  constructor({ onLine, onUp, onDown, onRefused }) {
    this.#onLine = onLine;
    this.#onUp = onUp;
    this.#onDown = onDown;
    this.#onRefused = onRefused;
    window.addEventListener("offline", () => this.#lost(0));
    window.addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => this.#lookAgain());
  }

  // Everything said so far, before the live part begins.
  async load() {
    for (let more = true; more; ) {
      const page = await fetchLines(this.#last);
      page.lines.forEach((line) => this.#take(line, false));
      more = page.more;
    }
  }

  connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = new EventSource(`api/stream?after=${this.#last}`);
    this.#source.addEventListener("open", () => this.#up());
    this.#source.addEventListener("line", (event) => this.#take(JSON.parse(event.data), true));
    this.#source.addEventListener("error", () => this.#broken());
  }

  #take(line, live) {
    this.#last = Math.max(this.#last, line.id);
    this.#onLine(line, live);
  }

  #up() {
    clearTimeout(this.#notice);
    this.#notice = 0;
    this.#patience = 0;
    this.#onUp();
  }

  #broken() {
    this.#lost(NOTICE_AFTER);
    if (this.#source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    const pause = PAUSES[Math.min(this.#patience, PAUSES.length - 1)];
    this.#patience += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#reconnect(), pause);
  }

  // An EventSource does not say why it was refused; an ordinary request does.
  async #reconnect() {
    try {
      await fetchLines(this.#last);
    } catch (error) {
      if (error.status === 401) await this.#onRefused(error);
    }
    this.connect();
  }

  #lost(delay) {
    if (this.#notice) return;
    this.#notice = setTimeout(() => this.#onDown(), delay);
  }

  // A phone that slept may hold a dead connection without noticing.
  #lookAgain() {
    if (document.visibilityState === "visible" && this.#source?.readyState !== EventSource.OPEN) this.connect();
  }
}
