// Inside Telegram: hands over what Telegram says about who opens the window, and goes on to the PIN.
// The form with data-launch is posted by itself; [data-no-launch] is for everywhere else, [data-launch-failed] for a no.
"use strict";

(() => {
  const form = document.querySelector("[data-launch]");
  const data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (!form || !data) return;
  // It must not stay in the history, where the next reader of this telephone could find it.
  history.replaceState(null, "", location.pathname);
  const elsewhere = document.querySelector("[data-no-launch]");
  const failed = document.querySelector("[data-launch-failed]");

  const enter = async () => {
    // Asked for as text and not as a form: a page without a referrer would not say where its form is from.
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ launch: data }),
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect") throw new Error("refused");
    location.replace(form.dataset.launch);
  };

  form.hidden = false;
  elsewhere.hidden = true;
  enter().catch(() => {
    form.hidden = true;
    elsewhere.hidden = false;
    failed.hidden = false;
  });
})();
