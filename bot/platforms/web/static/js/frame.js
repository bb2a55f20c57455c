// When the page stands inside another site: Escape closes, and a new answer is made known to the launcher.

const isFramed = window.parent !== window;

function tell(what) {
  if (isFramed) window.parent.postMessage({ lotse: what }, "*"); // says nothing but that; any parent may know
}

export const tellNewLine = () => tell("line");

export function listenForEscape() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) tell("close");
  });
}
