// Puts ready texts and what we know into the reply, where the cursor stands.

document.body.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = document.getElementById("reply");
  if (!button || !field) return;
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !before.endsWith("\n") ? "\n\n" : "";
  field.focus();
  field.setRangeText(gap + button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
