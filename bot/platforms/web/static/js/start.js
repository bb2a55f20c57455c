// A link such as `?start=scads-ai` opens the conversation with what it is about, once: a reload does not ask again.

const ENTRY = /^[a-z0-9]+(-[a-z0-9]+)*$/; // ids of our own entries and nothing else, whoever made the link

export function takeStart() {
  const query = new URLSearchParams(location.search);
  const start = query.get("start") ?? "";
  if (!query.has("start")) return "";
  query.delete("start");
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  return ENTRY.test(start) && start.length <= 64 ? start : "";
}
