// Turns a message's text and entities into elements; only textContent is used, so no text can become markup.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Offsets are UTF-16 units, which is how JavaScript counts too.
export function rich(text, entities, say) {
  const edges = new Set([0, text.length]);
  for (const one of entities) edges.add(one.offset).add(one.offset + one.length);
  const sorted = [...edges].sort((a, b) => a - b);
  const made = document.createDocumentFragment();
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    const [from, to] = [sorted[at], sorted[at + 1]];
    let piece = document.createTextNode(text.slice(from, to));
    const around = entities.filter((one) => one.offset <= from && one.offset + one.length >= to);
    for (const one of around.reverse()) {
      const shell = wrapper(one, text.slice(one.offset, one.offset + one.length), say);
      if (shell) { shell.append(piece); piece = shell; }
    }
    made.append(piece);
  }
  return made;
}

function wrapper(entity, text, say) {
  if (TAGS[entity.type]) return element(TAGS[entity.type]);
  if (entity.type === "bot_command") {
    const made = element("button", "command");
    made.type = "button";
    made.addEventListener("click", () => say(text));
    return made;
  }
  if (entity.type === "spoiler") {
    const made = element("button", "spoiler");
    made.type = "button";
    made.setAttribute("aria-label", "Verborgen tekst, tik om te lezen");
    made.addEventListener("click", () => { made.classList.add("open"); made.removeAttribute("aria-label"); });
    return made;
  }
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url ?? text);
  return null;
}

export function link(address) {
  if (!/^https?:\/\//i.test(address)) return null;
  const made = element("a");
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}
