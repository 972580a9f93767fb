// The desk by keyboard: g then v, b or g goes to a part (a[data-go]), j and k walk through the links of [data-list],
// / goes to [data-search], ? opens the dialog [data-keys], where [data-keys-on] turns single keys off for this browser.
// form[data-alive-url] keeps the desk open while somebody types in it: the address is asked at most once a minute.
// [data-hold-seconds] counts down with its data-hold-words and then opens data-hold-then.
"use strict";

(() => {
  const PARTS = { v: "today", b: "messages", g: "families" };
  const AFTER_G = 1500;
  const OFF = "keys-off";
  const dialog = document.querySelector("dialog[data-keys]");
  const choice = dialog?.querySelector("[data-keys-on]");
  const opener = document.querySelector("[data-keys-open]");
  let goneAt = -Infinity;

  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]";
  const isTyping = (target) => Boolean(target.closest?.(FIELDS));

  const go = (part) => document.querySelector(`a[data-go="${part}"]`)?.click();

  const walk = (step) => {
    const links = [...document.querySelectorAll("[data-list] a")];
    const here = links.indexOf(document.activeElement);
    const from = here < 0 ? links.findIndex((link) => link.hasAttribute("aria-current")) : here;
    const next = from < 0 && step < 0 ? links.length - 1 : from + step;
    links[Math.max(0, Math.min(next, links.length - 1))]?.focus();
  };

  const press = (event) => {
    const isAfterG = event.timeStamp - goneAt < AFTER_G;
    goneAt = -Infinity;
    if (isAfterG && PARTS[event.key]) return go(PARTS[event.key]);
    switch (event.key) {
      case "g": goneAt = event.timeStamp; return undefined;
      case "j": return walk(1);
      case "k": return walk(-1);
      case "/": event.preventDefault(); return document.querySelector("[data-search]")?.focus();
      case "?": return dialog.showModal();
      default: return undefined;
    }
  };

  // In a frame of another site a browser may keep nothing for us; then the choice holds for this page.
  const storage = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };

  if (dialog) {
    choice.checked = storage((kept) => kept.getItem(OFF)) === null;
    choice.addEventListener("change", () =>
      storage((kept) => (choice.checked ? kept.removeItem(OFF) : kept.setItem(OFF, "1"))));
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
    document.addEventListener("keydown", (event) => {
      const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
      if (choice.checked && isPlain && !isTyping(event.target)) press(event);
    });
  }

  const hold = (line) => {
    const { holdSeconds, holdWords, holdThen } = line.dataset;
    const endsAt = Date.now() + Number(holdSeconds) * 1000;
    const clock = setInterval(() => {
      const left = Math.ceil((endsAt - Date.now()) / 1000);
      if (left > 0) {
        line.textContent = holdWords.replace("{count}", left);
        return;
      }
      clearInterval(clock);
      line.hidden = true;
      // Somebody who is typing already is not interrupted.
      const area = document.querySelector("textarea");
      if (!area || area.value === area.defaultValue) location.replace(holdThen);
    }, 250);
  };
  for (const line of document.querySelectorAll("[data-hold-seconds]")) hold(line);

  for (const form of document.querySelectorAll("form[data-alive-url]")) {
    const EACH = 60_000;
    let askedAt = Date.now();
    form.addEventListener("input", () => {
      if (Date.now() - askedAt < EACH) return;
      askedAt = Date.now();
      fetch(form.dataset.aliveUrl).catch(() => null);
    });
  }
})();
