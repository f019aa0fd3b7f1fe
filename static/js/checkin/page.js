/* The check-in page: the camera, a picture, a name or a form give a record; it is kept, then answered, then sent. */

import { createAnswer } from "./answer.js";
import { attachFinder } from "./finder.js";
import { forgetOver, isOver } from "./over.js";
import { byCode, DOOR, find, isIn, marked, merged, tally, undone, walkedIn } from "./people.js";
import { device, install, removePage, uuid } from "./phone.js";
import { attachCamera } from "./sight.js";
import { allowSound, signal } from "./signal.js";
import { add, closeDoor, forgetNames, list, replaceList, setDoor, setStuck, waiting } from "./store.js";
import { start } from "./sync.js";
import { attachWalkIn } from "./walkin.js";

const root = document.querySelector("[data-checkin]");
const config = root.dataset;
const register = Number(config.register);
const words = Object.fromEntries(
  [...document.getElementById("checkin-words").content.querySelectorAll("[data-word]")].map((element) => [element.dataset.word, element.textContent.trim()]),
);
const time = new Intl.DateTimeFormat(config.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", timeZone: config.timeZone });
const answer = createAnswer(document, words, (at) => time.format(new Date(at)));

let people = [];
let about = {};
let net = { online: navigator.onLine, ended: false };
let refused = [];
let sync = null;
let turn = Promise.resolve();
let keeping = 0;

/* One thing at a time: a scan while a tap is being kept waits for it */
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

/* ---- taking a record ---- */

function record(kind, rest) {
  return { nonce: uuid(), kind, code: null, registration: null, state: "present", walk_in: null, undoes: null, at: new Date().toISOString(), ...rest };
}

/* Keeps the record, then shows `said`; the order matters: what is shown has been kept */
async function take(made, person, said) {
  keeping += 1;
  delete root.dataset.waiting;
  await add(register, made, person).finally(() => { keeping -= 1; });
  if (person) people = [...people.filter((other) => other.key !== person.key), person];
  tell({ nonce: made.nonce, at: made.at, ...said });
  await showNet();
  sync.run();
}

function tell(said) {
  signal(answer.show(said));
  answer.tally(tally(people));
}

const scan = (text) => inTurn(() => {
  if (!DOOR.test(text)) return tell({ outcome: "foreign" });
  const made = record("scan", { code: text.trim() });
  const person = byCode(people, text);
  if (person) return takeKnown(made, person);
  return take(made, null, net.online ? { outcome: "asking" } : { outcome: "kept", reason: "unknown_code" });
});

const mark = (key) => inTurn(() => {
  const person = people.find((other) => other.key === key);
  if (!person.id) return tell({ outcome: "already", at: person.at, person, nonce: person.nonce, canUndo: true });
  return takeKnown(record("mark", { registration: person.id }), person);
});

function takeKnown(made, person) {
  if (about.state === "validated") return take(made, null, { outcome: "refused", reason: "validated", person });
  if (!isIn(person)) return take(made, marked(person, made), { outcome: "recorded", person, canUndo: true });
  return take(made, null, { outcome: "already", at: person.at, person, canUndo: Boolean(person.nonce) });
}

const walkIn = (walk_in) => inTurn(() => {
  const made = record("walk_in", { walk_in });
  const person = walkedIn(made);
  return take(made, person, { outcome: "recorded", person, walkIn: true, canUndo: true });
});

const undo = () => inTurn(() => {
  const key = answer.shown?.person?.key;
  const person = people.find((other) => other.key === key && other.nonce);
  if (!person) return undefined;
  return take(record("undo", { undoes: person.nonce, state: "" }), undone(person), { outcome: "undone", person });
});

/* ---- what the server says ---- */

const said = {
  async state(state) {
    net = { ...net, ...state };
    if (!net.online && answer.shown?.outcome === "asking") tell({ ...answer.shown, outcome: "kept", reason: "unknown_code" });
    await showNet();
  },
  /* the server's word goes over the phone's, when it came to another conclusion */
  async results(door, results) {
    if (door.register !== register) return;
    for (const result of results) {
      if (result.nonce === answer.shown?.nonce) correct(result);
      else if (result.outcome === "refused") refused = [...refused, { name: result.name?.latin || result.name?.arabic || words.somebody, reason: result.reason }];
    }
    answer.refused(refused);
    await showNet();
  },
  async list(door, { register: meta, people: fresh }) {
    about = meta;
    await setDoor({ register, about: meta });
    if (isOver(about)) return forget();
    people = await inTurn(() => replaceList(register, (old, records) => merged(fresh, old, records)));
    answer.tally(tally(people));
    return undefined;
  },
  async ended(door) {
    await forgetNames(door.register);
    if (await closeDoor(door.register)) await removePage(door.page);
    if (door.register === register && people.length) emptied();
  },
};

function correct(result) {
  const shown = answer.shown;
  const same = result.outcome === shown.outcome && result.reason === (shown.reason ?? "");
  if (same || shown.outcome === "undone" || (shown.outcome === "recorded" && result.outcome === "recorded")) return;
  const named = result.name ? { ...result.name, institution: "" } : undefined;
  tell({ ...shown, ...result, person: shown.person ?? named, canUndo: false, at: result.at ?? shown.at });
}

/* data-waiting is how many records the queue holds; it is there only while that is known */
async function showNet() {
  const left = await waiting();
  answer.net({ ...net, signedOut: !config.token, left });
  if (!keeping) root.dataset.waiting = left;
}

/* ---- names go ---- */

/* Nobody is left whose check-in could be undone, nor a name on the screen */
function emptied() {
  people = [];
  answer.show({ outcome: "ready" });
  answer.tally(tally(people));
}

async function forget() {
  const over = await forgetOver();
  if (!over.includes(register)) return;
  document.querySelector('[data-part="over"]').hidden = false;
  emptied();
}

/* ---- beginning ---- */

async function begin() {
  const door = await setDoor({ register, people_url: config.peopleUrl, records_url: config.recordsUrl, page: location.pathname, token: config.token });
  about = door.about ?? {};
  people = await list(register);
  await setStuck(null, false);
  await forget();
  answer.tally(tally(people));
  sync = start({ device: device(), register, said });
  await sync.run();
  root.dataset.ready = "true";
  setInterval(forget, 60000);
}

function attach() {
  attachCamera(document, { script: config.decoder, wasm: config.wasm }, words, scan, tell);
  attachFinder(document, words, (query) => find(people, query), mark, (at) => time.format(new Date(at)));
  attachWalkIn(document, walkIn);
  document.querySelector('[data-part="undo"]').addEventListener("click", undo);
  document.addEventListener("pointerdown", allowSound);
}

attach();
begin().catch(() => { document.querySelector('[data-part="unable"]').hidden = false; });
install(config.worker, config.scope).then((done) => { root.dataset.installed = String(done); }).catch(() => {});
