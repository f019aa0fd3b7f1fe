/* What the phone keeps, in IndexedDB, so that it survives the end of the browser.

   queue   what waits to be sent, in the order it was recorded: {seq, nonce, register, record, stuck}. A row goes only when
           the server has answered for its nonce. It names nobody, except in a walk-in.
   people  the name list of a register: {register, key, id, code, latin, arabic, institution, search, state, at, nonce}
   doors   where a register's records go: {register, people_url, records_url, page, token, about}

   A record and what it changes in the list are written in one transaction; `add` ends when it is on the disk. */

const NAME = "warsha-checkin";
const VERSION = 1;
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      const queue = db.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
      queue.createIndex("nonce", "nonce", { unique: true });
      queue.createIndex("register", "register");
      db.createObjectStore("people", { keyPath: ["register", "key"] });
      db.createObjectStore("doors", { keyPath: "register" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => { opening = undefined; reject(request.error); };
  });
  return opening;
}

function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/* Runs `work(stores)` in one transaction; resolves with its value when the transaction is on the disk */
async function transact(names, mode, work) {
  const db = await open();
  const transaction = db.transaction(names, mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const value = await work(stores);
  await ended;
  return value;
}

const everyone = (register) => IDBKeyRange.bound([register, ""], [register, "\uffff"]);

/* ---- the queue ---- */

/* Keeps `record` for `register`, and `person` as the record leaves them */
export function add(register, record, person) {
  return transact(["queue", "people"], "readwrite", async ({ queue, people }) => {
    queue.add({ nonce: record.nonce, register, record });
    if (person) people.put({ ...person, register });
  });
}

export function waiting() {
  return transact(["queue"], "readonly", ({ queue }) => got(queue.count()));
}

/* The oldest `most` rows of `register` that the server has not turned down as unreadable */
export function oldest(register, most) {
  return transact(["queue"], "readonly", async ({ queue }) => {
    const rows = await got(queue.index("register").getAll(register));
    return rows.filter((row) => !row.stuck).slice(0, most);
  });
}

export function acknowledge(nonces) {
  return transact(["queue"], "readwrite", async ({ queue }) => {
    for (const nonce of nonces) {
      const seq = await got(queue.index("nonce").getKey(nonce));
      if (seq !== undefined) queue.delete(seq);
    }
  });
}

/* Rows the server cannot read are left out of the next batches, and tried again when the page is opened anew */
export function setStuck(nonces, stuck) {
  return transact(["queue"], "readwrite", async ({ queue }) => {
    for (const row of await got(queue.getAll())) {
      if (!nonces || nonces.includes(row.nonce)) queue.put({ ...row, stuck });
    }
  });
}

/* ---- names ---- */

export function list(register) {
  return transact(["people"], "readonly", ({ people }) => got(people.getAll(everyone(register))));
}

/* Replaces the list of `register` by what `merge(rows of now, what waits)` makes of it */
export function replaceList(register, merge) {
  return transact(["people", "queue"], "readwrite", async ({ people, queue }) => {
    const old = await got(people.getAll(everyone(register)));
    const rows = await got(queue.index("register").getAll(register));
    const merged = merge(old, rows.map((row) => row.record));
    people.delete(everyone(register));
    for (const person of merged) people.put({ ...person, register });
    return merged;
  });
}

/* No name of `register`, or of any register, stays; what waits to be sent does */
export function forgetNames(register) {
  return transact(["people"], "readwrite", ({ people }) => {
    people.delete(register === undefined ? IDBKeyRange.lowerBound([]) : everyone(register));
  });
}

/* ---- doors ---- */

export function doors() {
  return transact(["doors"], "readonly", ({ doors: store }) => got(store.getAll()));
}

export function setDoor(door) {
  return transact(["doors"], "readwrite", async ({ doors: store }) => {
    const known = await got(store.get(door.register));
    store.put({ ...known, ...door });
    return { ...known, ...door };
  });
}

/* A door goes when nothing waits behind it; says whether it went */
export function closeDoor(register) {
  return transact(["doors", "queue"], "readwrite", async ({ doors: store, queue }) => {
    const left = await got(queue.index("register").count(register));
    if (!left) store.delete(register);
    return !left;
  });
}
