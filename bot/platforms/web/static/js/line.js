// One line of the conversation as an element: who, what, when, and what may be pressed.

import { element, hidden, linked } from "./elements.js";
import { text, timeOf } from "./texts.js";

function bubble(line) {
  const made = element("div", { className: "bubble", dir: "auto" });
  made.append(...(line.author === "bot" ? linked(line.text) : [line.text]));
  return made;
}

function author(line) {
  const name = text("author", { label: text(line.author === "bot" ? "bot" : "you") });
  if (line.author !== "bot") return hidden(name);
  return element("p", { className: "author" }, name.replace(/:$/, ""), hidden(": "));
}

function meta(line) {
  const moment = new Date(line.at);
  const made = element("p", { className: "meta" });
  made.append(element("time", { dateTime: moment.toISOString() }, timeOf(moment)));
  if (line.case) made.append(element("span", { className: "case" }, text("case", { number: line.case })));
  made.append(element("span", { className: "state" }));
  return made;
}

function choices(line, onPress) {
  const items = line.buttons.map((button, index) => {
    const number = element("span", { className: "number" }, String(index + 1));
    const label = element("span", { className: "label", dir: "auto" }, button.label);
    const made = element("button", { type: "button", className: "choice" }, number, " ", label);
    made.addEventListener("click", () => onPress(button));
    return element("li", {}, made);
  });
  return element("ol", { className: "choices", "aria-label": text("choices"), role: "list" }, ...items);
}

// `line` as the server sends it, or a message of our own that it does not know yet (without an id).
export function lineElement(line, onPress) {
  const made = element("div", { className: `line ${line.author}` }, author(line), bubble(line), meta(line));
  if (line.buttons?.length) made.append(choices(line, onPress));
  return made;
}

export function replaceBubble(made, line) {
  made.querySelector(".bubble").replaceWith(bubble(line));
}
