// Keeps unsent messages through a reload; where the browser offers no storage, in memory.

const PREFIX = "lotse:unsent:";

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined; // storage is switched off or full: the message still lives in this page
  }
}

export const keep = (message) => attempt(() => localStorage.setItem(PREFIX + message.id, JSON.stringify(message)));

export const drop = (id) => attempt(() => localStorage.removeItem(PREFIX + id));

export function kept() {
  const keys = attempt(() => Object.keys(localStorage)) ?? [];
  const messages = keys
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => attempt(() => JSON.parse(localStorage.getItem(key))))
    .filter((message) => message?.id);
  return messages.sort((one, other) => one.at - other.at);
}

export const chosenLanguage = () => attempt(() => localStorage.getItem("lotse:language"));

export const chooseLanguage = (code) => attempt(() => localStorage.setItem("lotse:language", code));
