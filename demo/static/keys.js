// The list of commands and the keyboard under the typing field.

import { element } from "./text.js";

export const STYLES = ["primary", "success", "danger"];

export function commandItems(commands, say) {
  return commands.map((one) => {
    const made = element("button");
    made.type = "button";
    made.append(element("span", "word", `/${one.command}`), element("bdi", "quiet", one.description));
    made.addEventListener("click", () => say(`/${one.command}`));
    const item = element("li");
    item.append(made);
    return item;
  });
}

export function keyboardLines(rows, press) {
  return rows.map((row) => {
    const line = element("div", "line");
    for (const button of row) {
      const made = element("button", "key");
      made.type = "button";
      made.append(element("bdi", "", button.text));
      if (STYLES.includes(button.style)) made.classList.add(button.style);
      made.addEventListener("click", () => press(button));
      line.append(made);
    }
    return line;
  });
}
