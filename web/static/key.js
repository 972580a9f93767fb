// A personal link: its key stands behind the #, so it never reaches a server by itself. It goes into the form
// with data-key, and a tap sends it: a preview of the link, which taps nothing, uses up nothing.
"use strict";

(() => {
  const form = document.querySelector("[data-key]");
  if (!form) return;
  const key = location.hash.slice(1);
  if (!key) {
    document.querySelector("[data-no-key]").hidden = false;
    return;
  }
  history.replaceState(null, "", location.pathname);
  form.elements.key.value = key;
  form.hidden = false;
})();
