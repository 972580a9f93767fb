// One phone: draws what the server says, and does what the person does.

import { commandItems, keyboardLines } from "./keys.js";
import { Log } from "./log.js";
import { post, sendFile } from "./server.js";

const TOAST_MS = 4500;

export class Phone {
  constructor(card, refresh, trouble) {
    this.card = card;
    this.alertsSeen = card.alert?.number ?? 0;
    this.refresh = refresh;
    this.trouble = trouble;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.find = (selector) => this.root.querySelector(selector);
    this.log = new Log(this.find(".log"), this.find(".down"), this.find("textarea"), {
      say: (text) => this.act("message", { text }),
      tap: (message, button, made) => this.tap(message, button, made),
      open: (url) => this.open(url),
      copy: (text) => { navigator.clipboard?.writeText(text); this.toast("Gekopieerd."); },
    });
    this.dress(card);
    this.wire();
  }

  dress(card) {
    this.root.id = `phone-${card.user_id}`;
    this.root.style.setProperty("--accent", card.colour);
    this.find(".face").textContent = [...card.name][0] ?? "";
    this.find(".name").textContent = card.name;
    this.find(".role").textContent = card.role;
    this.root.setAttribute("aria-label", `Telefoon van ${card.name}`);
    this.find(".log").setAttribute("aria-label", `Berichten op de telefoon van ${card.name}`);
    this.find("textarea").setAttribute("aria-label", `Bericht van ${card.name}`);
    this.find(".file").setAttribute("aria-label", `Bestand van ${card.name}`);
  }

  wire() {
    const field = this.find("textarea");
    this.find(".composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    field.addEventListener("input", () => this.fit());
    this.find(".clip").addEventListener("click", () => this.find(".file").click());
    this.find(".file").addEventListener("change", (event) => this.sendFiles(event.target.files));
    this.find(".menu").addEventListener("click", () => this.pressMenu());
    this.find(".start").addEventListener("click", () => this.begin());
    this.find(".block").addEventListener("click", () => { this.find(".more").open = false; this.block(!this.card.blocked); });
    this.find(".contact").addEventListener("click", () => { this.find(".more").open = false; this.act("contact", {}); });
    this.find(".close").addEventListener("click", () => this.closeOverlay());
    addEventListener("message", (event) => this.heed(event));
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.foldAll(); });
    this.wireDrop();
  }

  wireDrop() {
    const over = (on) => (event) => { event.preventDefault(); this.root.classList.toggle("dropping", on); };
    this.root.addEventListener("dragover", over(true));
    this.root.addEventListener("dragleave", over(false));
    this.root.addEventListener("drop", (event) => { over(false)(event); this.sendFiles(event.dataTransfer.files); });
  }

  show(card) {
    const news = this.log.show(card.messages);
    this.card = card;
    this.find(".status").textContent = card.action ? "is aan het typen…" : "bot";
    this.find(".block").textContent = card.blocked ? "Deblokkeer Kring" : "Blokkeer Kring";
    this.find(".begin").hidden = card.started && !card.blocked;
    this.find(".begin p").textContent = card.blocked ? "U hebt Kring geblokkeerd." : "Begin hier het gesprek met Kring.";
    this.find(".start").textContent = card.blocked ? "Deblokkeer Kring" : "Start";
    this.find(".composer").hidden = !card.started || card.blocked;
    this.find(".contact").hidden = !card.started || card.blocked;
    this.drawMenu(card);
    this.drawKeyboard(card);
    this.drawAlert(card.alert);
    return news;
  }

  drawMenu(card) {
    const button = this.find(".menu");
    this.webApp = card.menu_button.type === "web_app" ? card.menu_button : null;
    button.textContent = this.webApp ? this.webApp.text : "Menu";
    button.hidden = !this.webApp && !card.commands.length;
    const key = JSON.stringify(card.commands);
    if (key === this.commandsKey) return;
    this.commandsKey = key;
    this.find(".commands").replaceChildren(...commandItems(card.commands, (text) => { this.foldMenu(); this.act("message", { text }); }));
  }

  drawKeyboard(card) {
    const rows = card.started && !card.blocked ? card.keyboard?.keyboard ?? [] : [];
    const key = JSON.stringify(rows);
    this.find("textarea").placeholder = card.keyboard?.input_field_placeholder ?? "Bericht";
    if (key === this.keyboardKey) return;
    this.keyboardKey = key;
    const board = this.find(".keyboard");
    board.hidden = !rows.length;
    board.replaceChildren(...keyboardLines(rows, (button) => this.press(button)));
  }

  drawAlert(alert) {
    if (!alert || alert.number <= this.alertsSeen) return;
    this.alertsSeen = alert.number;
    if (!alert.window) { this.toast(alert.text); return; }
    const dialog = this.find(".alert");
    dialog.querySelector("p").textContent = alert.text;
    dialog.showModal();
    // A window of the browser's own stands in the middle of the page; this one belongs to one phone.
    const phone = this.find(".case").getBoundingClientRect();
    dialog.style.left = `${phone.left + (phone.width - dialog.offsetWidth) / 2}px`;
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.textContent = ""; }, TOAST_MS);
  }

  async act(path, body) {
    try {
      await post(path, { user_id: this.card.user_id, ...body });
      await this.refresh();
    } catch {
      this.trouble("Dat lukte niet. Probeer het nog eens.");
    }
  }

  async send() {
    const field = this.find("textarea");
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    this.fit();
    await this.act("message", { text });
    this.log.toBottom();
  }

  async sendFiles(files) {
    try {
      for (const file of files) await sendFile(this.card.user_id, file);
    } catch {
      this.trouble("Dit bestand kon niet worden verstuurd.");
    }
    this.find(".file").value = "";
    await this.refresh();
  }

  async tap(message, button, made) {
    made.classList.add("tapped");
    await this.act("tap", { data: button.callback_data, message_id: message.id });
    setTimeout(() => made.classList.remove("tapped"), 600);
  }

  press(button) {
    if (button.request_contact) return this.act("contact", {});
    if (button.web_app) return this.open(button.web_app.url);
    return this.act("message", { text: button.text });
  }

  begin() {
    if (this.card.blocked) return this.block(false);
    return this.act("message", { text: "/start" });
  }

  block(blocked) {
    return this.act("block", { blocked });
  }

  async open(url) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    try {
      const { address } = await post("launch", { user_id: this.card.user_id, url, dark });
      this.find("iframe").src = address;
      this.find(".overlay").hidden = false;
      this.find(".close").focus();
    } catch {
      this.trouble("Dit venster kon niet open.");
    }
  }

  // What a Mini App asks of the app that shows it, such as to be closed.
  heed(event) {
    if (event.source !== this.find("iframe").contentWindow || typeof event.data !== "string") return;
    try {
      if (JSON.parse(event.data).eventType === "web_app_close") this.closeOverlay();
    } catch {
      // Not one of Telegram's own events.
    }
  }

  closeOverlay() {
    this.find(".overlay").hidden = true;
    this.find("iframe").src = "about:blank";
    this.find("textarea").focus();
  }

  pressMenu() {
    if (this.webApp) { this.open(this.webApp.web_app.url); return; }
    const list = this.find(".commands");
    list.hidden = !list.hidden;
    this.find(".menu").setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.querySelector("button")?.focus();
  }

  foldMenu() {
    this.find(".commands").hidden = true;
    this.find(".menu").setAttribute("aria-expanded", "false");
  }

  foldAll() {
    if (!this.find(".overlay").hidden) this.closeOverlay();
    if (!this.find(".commands").hidden) { this.foldMenu(); this.find(".menu").focus(); }
    this.find(".more").open = false;
  }

  fit() {
    const field = this.find("textarea");
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }
}
