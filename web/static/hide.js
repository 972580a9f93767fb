// Verberg, and closing by itself. Reads from the form with data-hide:
//   data-hide-to       the neutral page to leave for; its action is told with keepalive, so that leaving does not wait
//   data-lock-to       where an idle page goes after data-idle-seconds; without it the page stays open
//   data-alive-url     asked at most once a minute while somebody is busy, so that the server's clock agrees with ours
// [data-idle-warning] is shown half a minute before, with a button [data-idle-stay].
// Other scripts dispatch "kring:active" on document for what counts as being busy.
"use strict";

(() => {
  const form = document.querySelector("form[data-hide]");
  if (!form) return;
  const page = document.documentElement;
  const { hideTo, lockTo, aliveUrl } = form.dataset;
  const idle = Number(form.dataset.idleSeconds) * 1000;
  const WARNING = 30_000, PING = 60_000, TWICE = 700, PATIENCE = 1500;
  let hasLeft = false;

  const leave = async () => {
    if (hasLeft) return;
    hasLeft = true;
    const body = new URLSearchParams(new FormData(form));
    page.classList.add("gone");
    document.title = "\u2026";
    document.body.replaceChildren();
    const told = fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => null);
    // An app that closes us may drop what is still under way; a browser does not.
    if (window.Kring?.isHosted) {
      await Promise.race([told, new Promise((go) => setTimeout(go, PATIENCE))]);
      window.Kring.tell("web_app_close");
    }
    location.replace(hideTo);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  let escapedAt = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - escapedAt < TWICE) leave();
    escapedAt = event.timeStamp;
  });

  // What an overview of open apps would picture.
  document.addEventListener("visibilitychange", () => {
    page.classList.toggle("veiled", document.hidden);
    if (!document.hidden) look();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && hasLeft) location.replace(hideTo);
    else if (event.persisted) look();
  });

  const warning = document.querySelector("[data-idle-warning]");
  let activeAt = Date.now(), askedAt = Date.now();

  const lock = () => {
    page.classList.add("veiled");
    location.replace(lockTo);
  };

  function look() {
    if (!lockTo || hasLeft) return;
    const still = Date.now() - activeAt;
    if (still >= idle) lock();
    else if (warning) warning.hidden = still < idle - WARNING;
  }

  const busy = () => {
    if (!lockTo || hasLeft) return;
    // A page that slept past its time does not wake up by a touch.
    if (Date.now() - activeAt >= idle) return lock();
    activeAt = Date.now();
    if (warning) warning.hidden = true;
    if (aliveUrl && activeAt - askedAt >= PING) ask();
  };

  const ask = async () => {
    askedAt = Date.now();
    const answer = await fetch(aliveUrl).catch(() => null);
    if (answer?.redirected) lock();
  };

  if (lockTo) {
    for (const kind of ["pointerdown", "keydown", "input", "scroll", "kring:active"])
      document.addEventListener(kind, busy, { passive: true, capture: true });
    warning?.querySelector("[data-idle-stay]").addEventListener("click", ask);
    setInterval(look, 5000);
  }
})();
