// Puts the page together.

import { newId, postMessage, renewSession } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation, stateText } from "./conversation.js";
import { element, hidden } from "./elements.js";
import { listenForEscape, tellNewLine } from "./frame.js";
import { Outbox } from "./outbox.js";
import { chooseLanguage, chosenLanguage } from "./shelf.js";
import { takeStart } from "./start.js";
import { LineStream } from "./stream.js";
import { language, text } from "./texts.js";
import { announce, Follower, notice, showConnection, TypingSign } from "./view.js";

const QUICK = 1000; // ms in which a second press of the same button is a nervous finger
const log = document.getElementById("log");
const follower = new Follower();
const typing = new TypingSign();
const lastPress = { button: "", at: 0 };

const conversation = new Conversation(log, {
  onPress: press,
  onRetry: (id) => outbox.retry(id),
  onDiscard: (id) => {
    outbox.discard(id);
    conversation.remove(id);
    refreshWelcome();
    composer.focus();
  },
});
const outbox = new Outbox({ post, onChange: showSending });
const composer = new Composer({ onText: say });
const stream = new LineStream({
  onLine: showLine,
  onUp: () => {
    showConnection(true);
    outbox.hurry();
  },
  onDown: () => showConnection(false),
  onRefused: renew,
});

function send(message) {
  const whole = { id: newId(), language, at: Date.now(), ...message };
  outbox.add(whole);
  follower.toEnd();
  return whole;
}

function say(said) {
  send({ text: said });
}

function press(button) {
  const nervous = lastPress.button === button.id && Date.now() - lastPress.at < QUICK;
  if (nervous || outbox.hasPress(button.id)) return;
  Object.assign(lastPress, { button: button.id, at: Date.now() });
  send({ press: button.id, label: button.label });
}

// One renewal of a lost session; when the browser keeps no cookie, the person has to know.
async function post(message) {
  try {
    await postMessage(message);
  } catch (error) {
    if (error.status !== 401) throw error;
    await renewSession();
    await postMessage(message).catch((again) => {
      if (again.status === 401) explainCookies();
      throw again;
    });
  }
}

async function renew() {
  await renewSession().catch(() => {}); // still out of reach: the stream tries again anyway
}

function explainCookies() {
  const properties = { href: "./", target: "_blank", rel: "noopener" };
  const way = element("a", properties, text("open-window"), hidden(` ${text("new-window")}`));
  notice(text("cookies-blocked"), " ", way);
}

function showSending(message) {
  if (!conversation.has(message.id) && message.state !== "sent") {
    conversation.addPending(message);
    refreshWelcome();
  }
  conversation.showState(message);
  if (message.state === "sent") {
    typing.expect(message.id);
    notice();
  } else if (message.state !== "sending") {
    typing.stop();
    announce(stateText(message));
  }
}

function showLine(line, live) {
  const made = conversation.add(line, live);
  outbox.confirm(line.message_id);
  if (line.author === "bot") typing.arrived(line.message_id);
  if (!made) return;
  refreshWelcome();
  if (line.clear) announce(text("cleared"));
  if (!live) return;
  follower.show(made);
  if (line.author === "bot") tellNewLine();
}

function refreshWelcome() {
  document.getElementById("welcome").hidden = !conversation.isEmpty;
  document.body.classList.toggle("talking", !conversation.isEmpty);
}

// Offers that are said as if typed: examples, and the privacy notice where there is no page for it.
function listenForOffers() {
  for (const offer of document.querySelectorAll("[data-say]")) {
    offer.addEventListener("click", () => {
      say(offer.dataset.say);
      if (matchMedia("(pointer: coarse)").matches) document.getElementById("scroller").focus();
      else composer.focus();
    });
  }
}

// The other language: for the labels by loading the page in it, for the bot by telling it.
function listenForLanguage() {
  const change = document.getElementById("language");
  change.addEventListener("click", (event) => {
    event.preventDefault();
    chooseLanguage(change.dataset.language);
    const leave = () => location.replace(change.href);
    if (conversation.isEmpty) return leave();
    const { id } = send({ text: change.dataset.command, language: change.dataset.language });
    outbox.settled(id).then(leave); // kept until confirmed, so leaving early would lose nothing
  });
}

function followChosenLanguage() {
  const chosen = chosenLanguage();
  const asked = new URLSearchParams(location.search).get("lang");
  if (!chosen || asked || chosen === language || !["de", "en"].includes(chosen)) return false;
  const query = new URLSearchParams(location.search);
  query.set("lang", chosen);
  location.replace(`?${query}`);
  return true;
}

async function loadConversation() {
  log.setAttribute("aria-live", "off"); // what was said before is not news
  log.setAttribute("aria-busy", "true");
  outbox.restore();
  for (let loaded = false, pause = 1000; !loaded; pause = Math.min(2 * pause, 15_000)) {
    try {
      await stream.load();
      loaded = true;
      notice();
    } catch (error) {
      if (error.status === 401) await renew();
      notice(text("load-failed"));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  outbox.hurry();
  follower.toEnd();
  log.removeAttribute("aria-busy");
  setTimeout(() => log.setAttribute("aria-live", "polite"), 100);
}

if (!followChosenLanguage()) {
  listenForOffers();
  listenForLanguage();
  listenForEscape();
  const start = takeStart();
  await loadConversation();
  stream.connect();
  if (start) say(`/start ${start}`);
}
