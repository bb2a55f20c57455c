// Follows what happens elsewhere, and says when the connection is lost or a change did not get through.

(() => {
  const OWN_WORK = 3000; // ms
  const place = document.querySelector("[data-stream]");
  const { lost, failed, changed } = document.body.dataset;
  const connection = document.getElementById("connection");

  const say = (text) => {
    if (connection.textContent !== text) connection.textContent = text;
  };

  const show = (text) => {
    const notices = document.getElementById("notices");
    if ([...notices.children].some((line) => line.textContent === text)) return;
    const line = document.createElement("p");
    line.textContent = text;
    notices.append(line);
    setTimeout(() => line.remove(), 20_000);
  };

  // What one has just done oneself is no news.
  let acted = 0;
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") acted = Date.now();
  });
  const changedElsewhere = (before) => {
    const last = document.getElementById("live")?.dataset.last;
    if (last !== before && Date.now() - acted > OWN_WORK) show(changed);
  };

  const follow = (address) => {
    const source = new EventSource(address);
    let first = true;
    source.addEventListener("open", () => say(""));
    source.addEventListener("error", () => say(lost));
    source.addEventListener("notice", (event) => show(event.data));
    source.addEventListener("signed-out", () => {
      source.close();
      location.assign("/desk/");
    });
    source.addEventListener("changed", () => {
      const before = document.getElementById("live")?.dataset.last;
      htmx.trigger(document.body, "desk:changed");
      if (first) first = false;
      else if (before) setTimeout(() => changedElsewhere(before), 600);
    });
    window.addEventListener("pagehide", () => source.close());
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  };

  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) location.assign("/desk/");
    else say(failed);
  });
  document.body.addEventListener("htmx:sendError", () => say(failed));
  document.body.addEventListener("htmx:afterRequest", (event) => event.detail.successful && say(""));

  if (place) window.addEventListener("load", () => follow(place.dataset.stream));
})();
