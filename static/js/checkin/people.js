/* The name list of a register: finding, and what a record does to it. Pure functions; the store keeps what they return. */

const PRESENT = new Set(["present", "late", "left_early", "present_unsigned"]);
const LETTERS = { "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th" };
const SAME = Object.fromEntries([..."أإآٱىةؤئگڭڤپچ"].map((letter, at) => [letter, [..."اااايهويككفبج"][at]]));
export const DOOR = /^\s*W1:\S{1,40}\s*$/;

/* The words of `text` as the server folds them into its search keys (participants/rules/identity.py) */
export function words(text) {
  const bare = text.normalize("NFKC").replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g, "");
  const arabic = bare.replace(/[أإآٱىةؤئگڭڤپچ]/g, (letter) => SAME[letter]);
  const latin = arabic.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[øœæßłđðıþ]/g, (letter) => LETTERS[letter]);
  return latin.split(/[^0-9a-z\u0621-\u064a]+/).filter(Boolean);
}

/* Those whose key holds every word of `query`, by name */
export function find(people, query) {
  const wanted = words(query);
  return people
    .filter((person) => wanted.every((word) => person.search.includes(word)))
    .sort((one, other) => (one.latin || one.arabic).localeCompare(other.latin || other.arabic));
}

export function byCode(people, text) {
  const code = text.trim().replace(/^W1:/, "");
  return people.find((person) => person.code && person.code === code);
}

export const isIn = (person) => PRESENT.has(person.state);
export const isExpected = (person) => !person.gone;

export function tally(people) {
  return { present: people.filter(isIn).length, expected: people.filter(isExpected).length };
}

/* `person` after a scan or a mark; `before` lets an undo put things back */
export function marked(person, record) {
  if (isIn(person)) return person;
  const before = { state: person.state, at: person.at };
  return { ...person, state: record.state || "present", at: record.at, nonce: record.nonce, before };
}

export function undone(person) {
  const { before, nonce, ...rest } = person;
  return { ...rest, state: before?.state ?? "", at: before?.at ?? null, gone: person.walkIn || undefined };
}

export function walkedIn(record) {
  const { given_name, family_name, arabic_name, institution } = record.walk_in;
  const latin = `${given_name} ${family_name}`.trim();
  const search = words(`${latin} ${arabic_name}`).join(" ");
  const who = { key: `w:${record.nonce}`, id: null, code: "", latin, arabic: arabic_name, institution, search, walkIn: true };
  return { ...who, state: "present", at: record.at, nonce: record.nonce };
}

/* The server's list with what still waits on this phone; an undo stays possible for what this phone recorded */
export function merged(fresh, old, records) {
  const mine = new Map(old.filter((person) => person.nonce && person.id).map((person) => [person.id, person]));
  const people = new Map();
  for (const person of fresh) {
    const own = mine.get(person.id);
    const kept = own && isIn(person) ? { nonce: own.nonce, before: own.before } : {};
    people.set(String(person.id), { ...person, ...kept, key: String(person.id) });
  }
  for (const record of records) apply(people, record);
  return [...people.values()];
}

function apply(people, record) {
  if (record.kind === "walk_in") {
    const person = walkedIn(record);
    people.set(person.key, person);
    return;
  }
  const person = affected([...people.values()], record);
  if (person) people.set(person.key, record.kind === "undo" ? undone(person) : marked(person, record));
}

function affected(people, record) {
  if (record.kind === "undo") return people.find((person) => person.nonce === record.undoes);
  return record.kind === "scan" ? byCode(people, record.code) : people.find((person) => person.id === record.registration);
}
