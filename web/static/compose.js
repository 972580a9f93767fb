// Writing without losing anything. For each form[data-compose], with its words in data-words-*:
//   data-draft-url   gets {csrf, text} two seconds after the last key and when the page goes out of sight (204 = kept)
//   data-max         characters; [data-count] tells how many are left when it becomes tight
//   [data-state]     one line that says: kept, sending, or that there is no connection
//   [data-send]      the button; Ctrl+Enter does the same
// The form itself goes by fetch. Without a connection everything stays, and the same form (same `once`) is sent again
// when there is one. A redirect is followed; a page is put in the place of this one (its <main>), and a recording or
// file comes along into a form that is shown again. A refusal without a form is said in [data-state].
"use strict";

(() => {
  const TYPING = 2000, FIRST_RETRY = 3000, LAST_RETRY = 30_000;
  const BUSY_SERVER = [502, 503, 504];

  const show = (html, form) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const again = page.querySelector("form[data-compose]");
    if (again && !page.querySelector('[href="#file"]')) {
      for (const part of ["[data-voice]", "input[type=file][name=file]"]) {
        const mine = form.querySelector(part);
        if (mine) again.querySelector(part)?.replaceWith(mine);
      }
    }
    for (const part of [".top-left", "main"]) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(fresh);
    }
    const main = document.querySelector("main");
    scrollTo(0, 0);
    (main.querySelector("[autofocus]") ?? main).focus({ preventScroll: true });
    document.dispatchEvent(new Event("kring:page"));
  };

  const begin = (form) => {
    const { draftUrl, max, wordsLeft, wordsOver, wordsKept, wordsSending, wordsLost } = form.dataset;
    const area = form.querySelector("textarea");
    const [state, count, button] = ["state", "count", "send"].map((name) => form.querySelector(`[data-${name}]`));
    let kept = area.value, isBusy = false, typing = 0, keeping = Promise.resolve();

    const say = (words) => {
      if (state.textContent !== words) state.textContent = words;
    };

    const tally = () => {
      const left = Number(max) - [...area.value].length;
      const words = left < 0 ? wordsOver : wordsLeft;
      count.textContent = left < Math.max(100, max / 10) ? words.replace("{count}", Math.abs(left)) : "";
      count.classList.toggle("over", left < 0);
    };

    const keep = async () => {
      clearTimeout(typing);
      const text = area.value;
      if (!draftUrl || isBusy || text === kept || !form.isConnected) return;
      const body = new URLSearchParams({ csrf: form.elements.csrf.value, text });
      try {
        const answer = await fetch(draftUrl, { method: "POST", body, keepalive: body.toString().length < 60_000 });
        if (!answer.ok || answer.redirected) return;
        kept = text;
        if (!isBusy) say(wordsKept);
      } catch {
        typing = setTimeout(keepSoon, LAST_RETRY);
      }
    };
    const keepSoon = () => { keeping = keep(); };

    const setBusy = (busy) => {
      isBusy = busy;
      area.readOnly = busy;
      button.setAttribute("aria-disabled", String(busy));
    };

    const whenConnected = (again, wait) => {
      const go = () => {
        clearTimeout(timer);
        window.removeEventListener("online", go);
        if (form.isConnected) again();
      };
      const timer = setTimeout(go, wait);
      window.addEventListener("online", go);
    };

    const deliver = async (wait = FIRST_RETRY) => {
      setBusy(true);
      say(wordsSending);
      try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
        if (BUSY_SERVER.includes(answer.status)) throw new Error("busy");
        if (answer.redirected) return void location.assign(answer.url);
        const html = await answer.text();
        const isForm = html.includes("data-compose");
        if (answer.ok || isForm) return show(html, form);
        const refusal = new DOMParser().parseFromString(html, "text/html");
        const lines = [...refusal.querySelectorAll("main .notice p")];
        setBusy(false);
        say((lines.length ? lines : [refusal.body]).map((line) => line.textContent.trim()).join(" "));
      } catch {
        area.readOnly = false;
        say(wordsLost);
        whenConnected(() => deliver(Math.min(wait * 2, LAST_RETRY)), wait);
      }
    };

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isBusy) return;
      clearTimeout(typing);
      setBusy(true);
      // A draft that is still under way must not arrive after its message.
      await keeping;
      deliver();
    });
    area.addEventListener("input", () => {
      tally();
      clearTimeout(typing);
      typing = setTimeout(keepSoon, TYPING);
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(button);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) keepSoon();
    });
    window.addEventListener("pagehide", keepSoon);
    tally();
  };

  const beginAll = () => {
    for (const form of document.querySelectorAll("form[data-compose]:not([data-begun])")) {
      form.dataset.begun = "";
      begin(form);
    }
  };
  beginAll();
  document.addEventListener("kring:page", beginAll);
})();
