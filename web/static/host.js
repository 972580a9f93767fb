// The app around the window: Telegram shows it in a view of its own, or in a frame on its website.
// Kring.tell(event) says one of Telegram's Mini App events to it; none of ours carries content.
"use strict";

window.Kring = {
  isHosted: Boolean(window.TelegramWebviewProxy || window.external?.notify || window.parent !== window),

  tell(event) {
    const message = JSON.stringify({ eventType: event, eventData: {} });
    try {
      if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, "{}");
      else if (window.external?.notify) window.external.notify(message);
      else if (window.parent !== window) window.parent.postMessage(message, "*");
    } catch {
      // An app that does not listen changes nothing for the page.
    }
  },
};
