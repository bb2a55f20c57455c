// Talks to our server: posts a message, reads lines, asks for a session.

export class Refused extends Error {
  constructor(status, { error = "", text = "" }, retryAfter) {
    super(text || `HTTP ${status}`);
    this.status = status;
    this.code = error;
    this.text = text;
    this.retryAfter = retryAfter; // seconds, 0 if the server did not say
  }

  get isTemporary() {
    return this.status === 429 || this.status === 401 || this.status >= 500;
  }
}

const TIMEOUT = 20_000;

async function request(path, options = {}) {
  const response = await fetch(path, {
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT),
    ...options,
    headers: { "Accept-Language": document.documentElement.lang, ...options.headers },
  });
  if (response.ok) return response;
  const details = await response.json().catch(() => ({}));
  throw new Refused(response.status, details, Number(response.headers.get("Retry-After")) || 0);
}

export async function postMessage({ id, text, press, language }) {
  const body = press === undefined ? { id, text, language } : { id, press, language };
  await request("api/messages", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export async function fetchLines(after) {
  const response = await request(`api/lines?after=${after}`);
  return response.json();
}

// The page itself carries the cookie, so looking at it again renews a lost session.
export async function renewSession() {
  await request(location.pathname);
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http: the short way is not offered
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
