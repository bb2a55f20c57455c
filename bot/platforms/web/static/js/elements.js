// Builds elements from data. Whatever people or the bot wrote only ever becomes text.

import { text } from "./texts.js";

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const hidden = (said) => element("span", { className: "visually-hidden" }, said);

const ADDRESS = /https?:\/\/[^\s<>"„“”‚‘’«»\u2066-\u2069]+/g;
const TRAILING = /[.,;:!?…'*_]+$/;

// A full stop after an address, or the bracket around it, is not part of it.
function trimmed(address) {
  let end = address.replace(TRAILING, "");
  for (const [open, close] of ["()", "[]", "{}"]) {
    while (end.endsWith(close) && end.split(close).length > end.split(open).length) {
      end = end.slice(0, -1).replace(TRAILING, "");
    }
  }
  return end;
}

function isAddress(address) {
  try {
    return Boolean(new URL(address).hostname);
  } catch {
    return false;
  }
}

function link(address) {
  const properties = { href: address, target: "_blank", rel: "noopener noreferrer nofollow" };
  return element("a", properties, address, hidden(` ${text("new-window")}`));
}

// The text in pieces, its web addresses as links.
export function linked(said) {
  const pieces = [];
  let done = 0;
  for (const match of said.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    if (!isAddress(address)) continue;
    pieces.push(said.slice(done, match.index), link(address));
    done = match.index + address.length;
  }
  pieces.push(said.slice(done));
  return pieces;
}
