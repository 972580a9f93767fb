// Draws one message: text, picture or file, its small print and its buttons.

import { STYLES } from "./keys.js";
import { element, link, rich } from "./text.js";
import { day, time } from "./time.js";

const FILE_WORDS = {
  document: "Bestand", audio: "Geluid", voice: "Spraakbericht", video: "Video", animation: "Animatie",
  sticker: "Sticker", contact: "Contactkaart",
};

// `acts` holds what a tap does: say(text), tap(message, button), open(url), tell(text).
export function draw(message, firstOfDay, acts) {
  const row = element("li", message.from_bot ? "row in" : "row out");
  if (firstOfDay) row.append(element("p", "day", day(message.date)));
  const bubble = element("div", "bubble");
  bubble.tabIndex = -1;
  bubble.append(element("span", "hidden", message.from_bot ? "Kring: " : "U: "));
  if (message.media) bubble.append(media(message.media));
  if (message.text) {
    const text = element("div", "text");
    text.dir = "auto";
    text.append(rich(message.text, message.entities, acts.say));
    bubble.append(text);
  }
  bubble.append(smallPrint(message));
  row.append(bubble);
  if (message.rows.length) row.append(buttons(message, acts));
  return row;
}

function media(found) {
  const address = `/sim/files/${encodeURIComponent(found.file_id ?? "")}`;
  if (found.kind === "photo" || found.kind === "sticker") {
    const picture = element("img", found.kind);
    picture.src = address;
    picture.alt = found.kind === "photo" ? "Foto" : "Sticker";
    if (found.width) { picture.width = found.width; picture.height = found.height; }
    return picture;
  }
  const card = element(found.file_id ? "a" : "div", "filecard");
  card.append(element("span", "what", FILE_WORDS[found.kind] ?? "Bestand"));
  card.append(element("bdi", "", found.name || ""));
  if (found.file_id) { card.href = address; card.download = found.name || ""; }
  return card;
}

function smallPrint(message) {
  const made = element("p", "small");
  const words = [];
  if (message.edited) words.push("bewerkt");
  if (message.silent) words.push("stil");
  words.push(time(message.date));
  made.append(words.join(" · "));
  if (message.protected) {
    const lock = element("span", "lock");
    lock.title = "Dit bericht kan niet worden doorgestuurd.";
    lock.append(element("span", "hidden", ", niet door te sturen"));
    made.append(lock);
  }
  return made;
}

function buttons(message, acts) {
  const made = element("div", "buttons");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", "Knoppen bij dit bericht");
  for (const line of message.rows) {
    const row = element("div", "line");
    for (const button of line) row.append(inlineButton(message, button, acts));
    made.append(row);
  }
  return made;
}

function inlineButton(message, button, acts) {
  const away = button.url ? link(button.url) : null;
  const made = away ?? element("button");
  if (!away) made.type = "button";
  made.classList.add("key");
  if (STYLES.includes(button.style)) made.classList.add(button.style);
  const label = element("bdi", "", button.text);
  made.append(label);
  if (button.web_app) made.addEventListener("click", () => acts.open(button.web_app.url));
  else if (button.copy_text) made.addEventListener("click", () => acts.copy(button.copy_text.text));
  else if (button.callback_data !== undefined) made.addEventListener("click", () => acts.tap(message, button, made));
  return made;
}
