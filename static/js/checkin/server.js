/* Talking to the server: the name list, and the batches of records. Each answer is looked at closely, because the network
   of a hotel answers too: what is not ours counts as no network. */

const PATIENCE = 20000;

/* The link has ended or was revoked, or nobody is signed in */
export class Ended extends Error {}
/* The server has read the request and cannot take it as it is */
export class Unreadable extends Error {}

function headers(door) {
  if (door.token) return { Authorization: `Device ${door.token}` };
  const csrf = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return csrf ? { "X-CSRFToken": csrf[1] } : {};
}

async function ask(door, url, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(url, {
      ...options,
      headers: { Accept: "application/json", ...headers(door), ...options.headers },
      credentials: door.token ? "omit" : "same-origin",
      cache: "no-store",
      signal: patience.signal,
    });
    return await read(response);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  if (response.redirected && new URL(response.url).pathname.startsWith("/accounts/")) throw new Ended();
  if (!isJson) throw new Error(`no answer of ours: ${response.status}`);
  if ([401, 403, 404, 410].includes(response.status)) throw new Ended();
  if ([400, 413, 422].includes(response.status)) throw new Unreadable();
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

export async function people(door) {
  const answer = await ask(door, door.people_url);
  if (!Array.isArray(answer.people)) throw new Error("no list of people");
  return answer;
}

/* [result] of the server, one for each record it has kept */
export async function send(door, device, records) {
  /* sent_at lets the server tell a wrong clock from a record that waited long */
  const body = JSON.stringify({ device, sent_at: new Date().toISOString(), records });
  const answer = await ask(door, door.records_url, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (!Array.isArray(answer.results)) throw new Error("no results");
  const sent = new Set(records.map((record) => record.nonce));
  return answer.results.filter((result) => sent.has(result.nonce));
}
