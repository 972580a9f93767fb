// The page: asks the server every moment what is new, moves the clock, and shows the phones.

import { Desk } from "./desk.js";
import { Phone } from "./phone.js";
import { look, post } from "./server.js";
import { forField, full } from "./time.js";

const LOOK_EVERY_MS = 700;
const TROUBLE_MS = 6000;
const DESK_COLOUR = "#b0632b";
const wide = matchMedia("(min-width: 900px)");

const phones = new Map();
const unread = new Map();
let revision = -1;
let ahead = 0;
let chosen = null;
let troubleTimer = 0;

const byId = (id) => document.getElementById(id);

function trouble(text) {
  byId("trouble").textContent = text;
  clearTimeout(troubleTimer);
  troubleTimer = setTimeout(() => { byId("trouble").textContent = ""; }, TROUBLE_MS);
}

async function refresh() {
  const seen = await look(revision);
  ahead = seen.now * 1000 - Date.now();
  tick();
  if (!seen.phones || seen.revision < revision) return;
  revision = seen.revision;
  byId("waiting").hidden = seen.phones.length > 0;
  for (const card of seen.phones) {
    const id = String(card.user_id);
    if (!phones.has(id)) add(id, card);
    const news = phones.get(id).show(card);
    if (news && id !== chosen) unread.set(id, (unread.get(id) ?? 0) + news);
  }
  if (seen.desk && !phones.has("desk")) {
    const card = { ...seen.desk, role: seen.desk.caption, colour: DESK_COLOUR };
    add("desk", card, new Desk(card));
  }
  for (const tab of byId("tabs").children) mark(tab);
}

function add(id, card, phone = new Phone(card, refresh, trouble)) {
  phones.set(id, phone);
  const tab = document.createElement("button");
  tab.type = "button";
  tab.role = "tab";
  tab.id = `tab-${id}`;
  tab.dataset.phone = id;
  tab.style.setProperty("--accent", card.colour);
  tab.setAttribute("aria-controls", phone.root.id);
  tab.append(Object.assign(document.createElement("bdi"), { textContent: card.name }));
  tab.append(Object.assign(document.createElement("span"), { className: "count" }));
  tab.append(Object.assign(document.createElement("span"), { className: "quiet", textContent: card.role }));
  tab.addEventListener("click", () => choose(id));
  byId("tabs").append(tab);
  byId("phones").append(phone.root);
  if (chosen === null) chosen = id;
  choose(chosen);
}

function choose(id) {
  chosen = id;
  unread.delete(id);
  for (const [other, phone] of phones) {
    phone.root.classList.toggle("chosen", other === id);
    // Side by side the phones are plain regions; only behind tabs are they tab panels.
    if (wide.matches) { phone.root.role = "region"; } else { phone.root.role = "tabpanel"; }
  }
  for (const tab of byId("tabs").children) mark(tab);
  phones.get(id)?.log.toBottom();
}

function mark(tab) {
  const id = tab.dataset.phone;
  const count = unread.get(id) ?? 0;
  tab.setAttribute("aria-selected", String(id === chosen));
  tab.tabIndex = id === chosen ? 0 : -1;
  tab.querySelector(".count").textContent = count ? String(count) : "";
  tab.setAttribute("aria-label", tab.firstChild.textContent + (count ? `, ${count} nieuw` : ""));
}

function tick() {
  const now = Math.floor((Date.now() + ahead) / 1000);
  const text = full(now);
  if (byId("now").textContent !== text) byId("now").textContent = text;
}

// On a narrow screen the steps of the clock are folded away behind one button.
function fold(away) {
  byId("steps").hidden = away && !wide.matches;
  byId("steer").setAttribute("aria-expanded", String(!away));
}

async function moveClock(body) {
  try {
    await post("clock", body);
    await refresh();
    byId("to").value = "";
    fold(true);
  } catch {
    trouble("De klok kan alleen vooruit.");
  }
}

function wire() {
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => moveClock({ step: button.dataset.step }));
  }
  byId("set").addEventListener("submit", (event) => { event.preventDefault(); moveClock({ to: byId("to").value }); });
  byId("to").addEventListener("focus", () => {
    if (!byId("to").value) byId("to").value = forField((Date.now() + ahead) / 1000);
  });
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = [...phones.keys()];
    choose(ids[(ids.indexOf(chosen) + step + ids.length) % ids.length]);
    byId(`tab-${chosen}`).focus();
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".more[open]")) if (!open.contains(event.target)) open.open = false;
  });
  byId("steer").addEventListener("click", () => fold(byId("steer").getAttribute("aria-expanded") === "true"));
  const fit = () => { fold(true); if (chosen !== null) choose(chosen); };
  wide.addEventListener("change", fit);
  fit();
}

async function keepLooking() {
  try {
    await refresh();
    document.body.classList.remove("lost");
  } catch {
    document.body.classList.add("lost");
    trouble("Geen verbinding. Draait de demo nog?");
  }
  setTimeout(keepLooking, LOOK_EVERY_MS);
}

wire();
setInterval(tick, 1000);
keepLooking();
