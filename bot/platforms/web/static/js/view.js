// What moves around the conversation: following the newest line, the typing sign, notices and announcements.

import { text } from "./texts.js";

const part = (id) => document.getElementById(id);

// Keeps the newest line in view unless the reader scrolled up; then offers the way back.
export class Follower {
  #following = true;
  #button = part("to-newest");

  constructor() {
    const observer = new IntersectionObserver((entries) => this.#see(entries.at(-1).isIntersecting));
    observer.observe(part("end"));
    this.#button.addEventListener("click", () => this.toEnd());
    window.addEventListener("resize", () => this.#following && this.toEnd());
  }

  #see(atEnd) {
    this.#following = atEnd;
    if (atEnd) this.#button.hidden = true;
  }

  toEnd() {
    if (!part("log").hasChildNodes()) return; // the welcome is read from its beginning
    this.#following = true;
    this.#button.hidden = true;
    part("end").scrollIntoView({ block: "end" });
  }

  // A new line: an answer taller than the window is shown from its beginning.
  show(line) {
    if (!this.#following) {
      this.#button.hidden = false;
      return;
    }
    const tall = line.offsetHeight > part("scroller").clientHeight * 0.9;
    if (tall) line.scrollIntoView({ block: "start" });
    else this.toEnd();
  }
}

const SHOW_AFTER = 300;
const SAY_AFTER = 3000; // most answers come sooner; a screen reader need not hear both
const GIVE_UP_AFTER = 20_000;

// The typing sign while an answer is awaited; a person may be answering, so it does not stay for ever.
export class TypingSign {
  #awaited = "";
  #timers = [];

  expect(id) {
    this.stop();
    this.#awaited = id;
    this.#timers = [
      setTimeout(() => this.#show(), SHOW_AFTER),
      setTimeout(() => announce(text("typing")), SAY_AFTER),
      setTimeout(() => this.stop(), GIVE_UP_AFTER),
    ];
  }

  arrived(id) {
    if (id === this.#awaited) this.stop();
  }

  stop() {
    this.#timers.forEach(clearTimeout);
    this.#awaited = "";
    part("typing").hidden = true;
    announce("");
  }

  #show() {
    const wasAtEnd = isVisible(part("end"));
    part("typing").hidden = false;
    if (wasAtEnd) part("end").scrollIntoView({ block: "end" });
  }
}

function isVisible(made) {
  return made.getBoundingClientRect().top < part("scroller").getBoundingClientRect().bottom;
}

export function announce(said) {
  part("announcer").textContent = said;
}

export function notice(...said) {
  part("notice").replaceChildren(...said);
}

const BACK_AGAIN = 4000;
let connectionLost = false;

export function showConnection(up) {
  if (up && !connectionLost) return;
  connectionLost = !up;
  const sign = part("connection");
  sign.classList.toggle("well", up);
  sign.textContent = text(up ? "online" : "offline");
  if (up) setTimeout(() => !connectionLost && (sign.textContent = ""), BACK_AGAIN);
}
