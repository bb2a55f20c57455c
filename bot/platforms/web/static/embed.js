// For other sites: one script tag puts a button into the corner that opens the conversation.
// The server calls this with the sites that may show it and with the texts; everywhere else it does nothing.
(function openLotse(config) {
  "use strict";

  const script = document.currentScript;
  if (!script || !config.origins.includes(location.origin)) return;

  const base = new URL(".", script.src);
  const wished = new URL(script.src).searchParams.get("lang") || document.documentElement.lang.slice(0, 2);
  const language = config.texts[wished] ? wished : "de";
  const texts = config.texts[language];

  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    button { font: 600 16px/1.25 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; cursor: pointer; }
    button:focus-visible { outline: 3px solid #ffc55c; outline-offset: 2px; box-shadow: 0 0 0 6px #16211d; }
    [hidden] { display: none !important; }
    .open { position: fixed; z-index: 2147483000; right: max(16px, env(safe-area-inset-right)); bottom: max(16px, env(safe-area-inset-bottom));
      display: inline-flex; align-items: center; gap: 10px; min-height: 52px; max-width: calc(100vw - 32px); padding: 8px 20px 8px 12px;
      border: 2px solid #fff; border-radius: 28px; background: #0b5a4a; color: #fff; box-shadow: 0 4px 16px rgb(0 0 0 / 30%); }
    .open:hover { background: #0e6b58; }
    .open svg { flex: none; width: 26px; height: 26px; color: #ffd27a; }
    .open.news::after { content: ""; position: absolute; top: -4px; right: 6px; width: 16px; height: 16px;
      border: 2px solid #fff; border-radius: 50%; background: #e8a317; }
    .panel { position: fixed; z-index: 2147483001; right: 16px; bottom: 16px; width: min(420px, calc(100vw - 32px));
      height: min(680px, calc(100vh - 32px)); overflow: hidden; border-radius: 16px; background: #0b5a4a;
      box-shadow: 0 8px 40px rgb(0 0 0 / 40%); }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    .close { position: absolute; top: 8px; right: 8px; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 10px;
      background: transparent; color: #fff; font-size: 26px; line-height: 1; }
    .close:hover { background: rgb(255 255 255 / 18%); }
    @media (max-width: 480px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
    @media (forced-colors: active) { .open, .close { border: 2px solid ButtonText; } }
  `;

  function make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // Its own tree and a constructed sheet: neither the site's styles nor its content policy reach in.
  const host = make("div", { lang: language });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  // Drawn here, because the site's policy may forbid foreign images.
  function drawIcon() {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M5 3h14a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-8l-5 4v-4H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z");
    path.setAttribute("fill", "currentColor");
    svg.append(path);
    return svg;
  }

  const open = make("button", { type: "button", className: "open" }, drawIcon(), texts.open);
  const close = make("button", { type: "button", className: "close", textContent: "×", ariaLabel: texts.close });
  const panel = make("div", { className: "panel", role: "dialog", ariaLabel: texts.frame, hidden: true }, close);
  open.setAttribute("aria-expanded", "false");
  open.setAttribute("aria-haspopup", "dialog");
  root.append(open, panel);

  let frame = null;

  function show() {
    if (!frame) {
      const address = new URL(`embed?hint=${language}`, base).href;
      frame = make("iframe", { src: address, title: texts.frame, referrerPolicy: "no-referrer" });
      panel.append(frame);
    }
    panel.hidden = false;
    open.hidden = true;
    open.classList.remove("news");
    open.setAttribute("aria-expanded", "true");
    frame.focus();
  }

  function hide() {
    if (panel.hidden) return;
    panel.hidden = true;
    open.hidden = false;
    open.setAttribute("aria-expanded", "false");
    open.focus();
  }

  open.addEventListener("click", show);
  close.addEventListener("click", hide);
  root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
    if (event.data?.lotse === "close") hide();
    if (event.data?.lotse === "line" && panel.hidden) open.classList.add("news");
  });

  const attach = () => document.body.append(host);
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
})
