// The page's texts in its language, as the server wrote them into the page.

const known = JSON.parse(document.body.dataset.texts);

export function text(key, values = {}) {
  return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), known[key] ?? key);
}

export const language = document.documentElement.lang;

const locale = language === "en" ? "en-GB" : language;
const zone = "Europe/Berlin";
const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "long" });

export const timeOf = (moment) => clock.format(moment);

export function dayOf(moment) {
  const day = calendar.format(moment);
  if (day === calendar.format(Date.now())) return text("today");
  if (day === calendar.format(Date.now() - 86_400_000)) return text("yesterday");
  return day;
}
