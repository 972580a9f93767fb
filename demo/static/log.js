// The messages of one phone: only what changed is drawn anew, and the newest stays in sight.

import { draw } from "./message.js";
import { day } from "./time.js";

const NEAR_BOTTOM_PX = 140;

export class Log {
  // `field` is where the focus goes when a focused message disappears; `acts` is what message.js asks for.
  constructor(list, down, field, acts) {
    this.list = list;
    this.down = down;
    this.field = field;
    this.acts = acts;
    this.drawn = new Map();
    this.low = true;
    down.addEventListener("click", () => this.toBottom());
    list.addEventListener("scroll", () => {
      this.low = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM_PX;
      if (this.low) down.hidden = true;
    });
    // A picture gets its height when it has come: who was reading the newest message stays there.
    list.addEventListener("load", () => { if (this.low) this.toBottom(); }, true);
  }

  // Returns how many new messages of Kring came; what stood there from the start is not new.
  show(messages) {
    const first = !this.list.hasAttribute("role");
    const wasLow = this.low;
    const kept = new Map();
    let before = "";
    let news = 0;
    for (const message of messages) {
      const today = day(message.date);
      const key = JSON.stringify([message, today !== before]);
      let entry = this.drawn.get(message.id);
      if (!entry) {
        entry = { key, row: draw(message, today !== before, this.acts) };
        this.list.append(entry.row);
        if (message.from_bot) news += 1;
      } else if (entry.key !== key) {
        entry = { key, row: this.exchange(entry.row, draw(message, today !== before, this.acts)) };
      }
      before = today;
      kept.set(message.id, entry);
    }
    for (const [id, entry] of this.drawn) if (!kept.has(id)) this.exchange(entry.row, null);
    this.drawn = kept;
    if (first) {
      this.list.setAttribute("role", "log");
      this.toBottom();
      return 0;
    }
    if (wasLow) this.toBottom();
    else if (news) this.down.hidden = false;
    return news;
  }

  // A tapped button may vanish with its message: the focus then goes to what took its place.
  exchange(old, fresh) {
    const focused = old.contains(document.activeElement);
    const at = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    if (fresh) old.replaceWith(fresh);
    else old.remove();
    if (focused) {
      const next = fresh ? fresh.querySelectorAll("button")[at] ?? fresh.querySelector(".bubble") : this.field;
      next.focus({ preventScroll: true });
    }
    return fresh;
  }

  toBottom() {
    this.low = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.down.hidden = true;
  }
}
