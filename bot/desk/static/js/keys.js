// Single keys for those who work here all day; they can be turned off (WCAG 2.1.4) and never act while one is typing.

(() => {
  const STORED = "lotse-desk:keys";
  const toggle = document.getElementById("keys");
  const { keysOn, keysOff } = document.body.dataset;
  const isOn = () => localStorage.getItem(STORED) !== "off";

  const show = () => {
    if (!toggle) return;
    toggle.textContent = isOn() ? keysOn : keysOff;
    toggle.setAttribute("aria-pressed", String(isOn()));
  };
  toggle?.addEventListener("click", () => {
    localStorage.setItem(STORED, isOn() ? "off" : "on");
    show();
  });
  show();

  const step = (by) => {
    const cases = [...document.querySelectorAll("a.case")];
    const here = cases.indexOf(document.activeElement);
    cases[Math.max(0, Math.min(cases.length - 1, here + by))]?.focus();
  };
  const press = (id) => document.getElementById(id)?.click();
  const enter = (id) => document.getElementById(id)?.focus();
  const ACTIONS = {
    j: () => step(1), k: () => step(-1), "/": () => enter("search"), u: () => press("up"),
    c: () => press("do-claim"), x: () => press("do-close"), r: () => enter("reply"), n: () => enter("note"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!typing.form?.querySelector("button:disabled")) typing.form?.requestSubmit(); // once at a time
    }
    if (typing && event.key === "Escape") typing.blur();
    if (typing || !isOn() || event.ctrlKey || event.altKey || event.metaKey || !ACTIONS[event.key]) return;
    event.preventDefault();
    ACTIONS[event.key]();
  });
})();
