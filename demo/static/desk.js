// The desk of a professional: a page in a frame, which stands beside the phones.

export class Desk {
  constructor(card) {
    this.root = document.getElementById("desk").content.firstElementChild.cloneNode(true);
    this.root.id = "phone-desk";
    this.root.style.setProperty("--accent", card.colour);
    this.root.setAttribute("aria-label", `Bureau van ${card.name}`);
    this.root.querySelector(".face").textContent = [...card.name][0] ?? "";
    this.root.querySelector(".name").textContent = card.name;
    this.root.querySelector(".role").textContent = card.caption;
    this.root.querySelector("iframe").src = card.address;
    this.log = { toBottom() {} };
  }
}
