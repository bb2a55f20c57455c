// The input: grows with its text, Enter sends, the focus stays.

import { text } from "./texts.js";
import { notice } from "./view.js";

const FRAME = 200; // bytes around the text in the posted message

function bytes(said) {
  return new TextEncoder().encode(JSON.stringify(said)).length;
}

export class Composer {
  #input = document.getElementById("message");
  #onText;

  constructor({ onText }) {
    this.#onText = onText;
    const form = document.getElementById("composer");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("input", () => this.#grow());
    this.#grow();
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const said = this.#input.value.trim();
    this.focus();
    if (!said) return;
    if (bytes(said) + FRAME > Number(document.body.dataset.maxBody)) {
      notice(text("too-long"));
      return;
    }
    notice();
    this.#input.value = "";
    this.#grow();
    this.#onText(said);
  }

  #grow() {
    const input = this.#input;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }
}
