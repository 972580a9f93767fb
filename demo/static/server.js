// Speaks with the control interface of the stand-in.

export class Refused extends Error {}

export async function post(path, body) {
  const answer = await fetch(`/sim/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.error);
  return told;
}

export async function sendFile(userId, file) {
  const query = new URLSearchParams({ user_id: userId, name: file.name });
  const answer = await fetch(`/sim/file?${query}`, {
    method: "POST",
    // text/plain is refused by the server: other sites may send that unasked.
    headers: { "Content-Type": !file.type || file.type.startsWith("text/plain") ? "application/octet-stream" : file.type },
    body: file,
  });
  if (!answer.ok) throw new Refused((await answer.json()).error);
}

export async function look(since) {
  const answer = await fetch(`/sim/screen?since=${since}`, { cache: "no-store" });
  return answer.json();
}
