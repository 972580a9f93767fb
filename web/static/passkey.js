// Signs in with a passkey, or makes the first one from the one-time link whose token stands behind the #.
// A form with data-passkey="get" or "create" asks data-options what to sign, and posts the answer to its action.
"use strict";

(() => {
  const form = document.querySelector("[data-passkey]");
  if (!form) return;
  const making = form.dataset.passkey === "create";
  const token = making ? location.hash.slice(1) : "";
  if (making && token) history.replaceState(null, "", location.pathname);

  const show = (name) => {
    for (const sign of form.querySelectorAll("[role=alert]")) sign.hidden = !(name && sign.hasAttribute(name));
  };
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const post = async (address, fields) => {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error("refused");
    return answer.json();
  };

  const asked = (options) => {
    const ready = { ...options, challenge: bytes(options.challenge) };
    if (ready.user) ready.user = { ...ready.user, id: bytes(ready.user.id) };
    for (const list of ["allowCredentials", "excludeCredentials"])
      if (ready[list]) ready[list] = ready[list].map((one) => ({ ...one, id: bytes(one.id) }));
    return ready;
  };

  const told = (credential) => {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (response[part]) said[part] = text(response[part]);
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said });
  };

  form.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    if (!window.PublicKeyCredential) return show("data-no-passkey");
    if (making && !token) return show("data-no-token");
    show(null);
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const publicKey = asked(await post(form.dataset.options, { token }));
      const credential = await (making
        ? navigator.credentials.create({ publicKey })
        : navigator.credentials.get({ publicKey }));
      location.replace((await post(form.action, { token, credential: told(credential) })).to);
    } catch {
      show("data-failed");
      button.disabled = false;
    }
  });
})();
