// What somebody types in a form[data-keep-url] is kept two seconds after the last key and when the page goes out of
// sight; [data-state] says so with data-words-kept. The form itself goes as any form does.
"use strict";

for (const form of document.querySelectorAll("form[data-keep-url]")) {
  const TYPING = 2000;
  const { keepUrl, wordsKept } = form.dataset;
  const areas = [...form.querySelectorAll("textarea")];
  const state = form.querySelector("[data-state]");
  const typed = () => areas.map((area) => area.value).join("\0");
  let kept = typed(), timer = 0, isSent = false;

  const keep = async () => {
    clearTimeout(timer);
    const now = typed();
    if (isSent || now === kept) return;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(keepUrl, { method: "POST", body, keepalive: body.toString().length < 60_000 }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    kept = now;
    if (state) state.textContent = wordsKept;
  };

  form.addEventListener("input", () => {
    if (state) state.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, TYPING);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep();
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("pageshow", () => { isSent = false; });
}
