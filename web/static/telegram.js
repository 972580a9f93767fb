// The way in from Telegram: the launch data behind the # leaves the address at once and goes to the server by a form.
// form[data-launch] holds the hidden field `launch`; it is shown while [data-no-launch] is hidden, and sent.
// Without launch data nothing happens: the page itself says how to come in.
"use strict";

(() => {
  const form = document.querySelector("form[data-launch]");
  const given = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (!form || !given) return;
  for (const instead of document.querySelectorAll("[data-no-launch]")) instead.hidden = true;
  form.hidden = false;
  form.elements.launch.value = given;
  window.Kring?.tell("web_app_ready");
  window.Kring?.tell("web_app_expand");
  form.submit();
})();
