// Keeps what is being written in this browser too, so that a lost connection or a reload loses nothing.

(() => {
  const field = document.querySelector("[data-draft]");
  const keyOf = (number) => `lotse-desk:draft:${document.body.dataset.user}:${number}`;
  const erased = document.querySelector("[data-erased]");
  if (erased) localStorage.removeItem(keyOf(erased.dataset.erased));
  if (!field) return;
  const key = keyOf(field.dataset.draft);

  // What never reached the server is newer than what the server shows.
  const kept = localStorage.getItem(key);
  if (kept !== null && kept !== field.value) {
    field.value = kept;
    window.addEventListener("load", () => htmx.trigger(field, "input"));
  }
  field.addEventListener("input", () => localStorage.setItem(key, field.value));
  field.addEventListener("htmx:afterRequest", (event) => {
    if (event.target === field && event.detail.successful) localStorage.removeItem(key);
  });

  // Whoever wrote on while a text was on its way keeps what came after it.
  const sent = {};
  document.body.addEventListener("htmx:configRequest", (event) => {
    const text = event.target.querySelector?.("textarea");
    if (text) sent[text.id] = text.value;
  });
  const empty = (text) => {
    if (text.value !== sent[text.id]) return false;
    text.value = "";
    return true;
  };

  document.body.addEventListener("desk:reply-done", () => {
    if (empty(field)) localStorage.removeItem(key);
    else localStorage.setItem(key, field.value);
    const files = document.getElementById("files");
    if (files) files.value = "";
  });
  document.body.addEventListener("desk:note-done", () => {
    empty(document.getElementById("note"));
  });
})();
