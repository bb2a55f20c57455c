// Filters the directory while one types or chooses; without it the form asks the server, with the same result.

const form = document.getElementById("filters");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll(".actors tbody tr")];
const spots = [...document.querySelectorAll(".spot")];
const choices = ["topic", "offer", "kind", "region", "place"];
const spelled = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

// As the server compares: lower case, umlauts spelled out, letters and digits only.
function plain(text) {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => spelled[letter])
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function meets(row, words, wanted) {
  const chosen = choices.every((name) => !wanted[name] || row.dataset[name].split("|").includes(wanted[name]));
  return chosen && words.every((word) => row.dataset.text.includes(word));
}

function show() {
  const wanted = Object.fromEntries(new FormData(form));
  const words = plain(wanted.q).split(" ").filter(Boolean);
  const found = rows.filter((row) => meets(row, words, wanted));
  for (const row of rows) row.hidden = !found.includes(row);
  document.getElementById("nothing").hidden = found.length > 0;
  const { none, one, many } = count.dataset;
  count.textContent = found.length === 0 ? none : found.length === 1 ? one : many.replace("{count}", found.length);
  showOnMap(found);
  remember(wanted);
}

function showOnMap(found) {
  for (const spot of spots) {
    const here = found.filter((row) => row.dataset.place.split("|").includes(spot.dataset.place)).length;
    spot.querySelector(".number").textContent = here;
    spot.classList.toggle("empty", here === 0);
    spot.setAttribute("aria-label", spot.getAttribute("aria-label").replace(/\d+/, here));
  }
}

// The address keeps what was chosen, for a reload, a bookmark and the other language.
function remember(wanted) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  history.replaceState(null, "", `?${query}`);
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
document.getElementById("reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.querySelectorAll("select, input[type=search]")) field.value = "";
  show();
  document.getElementById("q").focus();
});
for (const spot of spots) {
  spot.addEventListener("click", (event) => {
    event.preventDefault();
    const place = document.getElementById("place");
    place.value = place.value === spot.dataset.place ? "" : spot.dataset.place;
    show();
  });
}
