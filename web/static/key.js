// A personal link: the key behind the # leaves the address at once and waits in the form until somebody taps, so that
// no preview can use it. form[data-key] holds the hidden field `key`; [data-no-key] is shown when there is none.
"use strict";

(() => {
  const form = document.querySelector("form[data-key]");
  const missing = document.querySelector("[data-no-key]");
  if (!form) return;

  const take = () => {
    const key = location.hash.slice(1);
    if (location.hash) history.replaceState(null, "", location.pathname);
    if (key) form.elements.key.value = key;
    form.hidden = !form.elements.key.value;
    if (missing) missing.hidden = !form.hidden;
  };

  take();
  // A second letter, scanned while the first is still open.
  window.addEventListener("hashchange", take);
})();
