// Filters a list while somebody types: input[data-search] hides every li of [data-list] that does not hold all its words.
// Without it the form of the field asks the server the same.
"use strict";

(() => {
  const begin = () => {
    const field = document.querySelector("[data-search]:not([data-filters])");
    const list = document.querySelector("[data-list]");
    if (!field || !list) return;
    field.dataset.filters = "";
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      for (const line of list.children) {
        const text = plain(line.textContent);
        line.hidden = !words.every((word) => text.includes(word));
      }
    });
  };
  begin();
  document.addEventListener("kring:page", begin);
})();
