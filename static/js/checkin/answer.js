/* The large answer, the tally, what waits: drawing only. Words come from the page's template, in its language. */

const FOR = { recorded: "ok", already: "warn", kept: "warn", asking: "warn", refused: "bad", foreign: "bad", unreadable: "warn", undone: "idle", ready: "idle" };

export function createAnswer(root, words, clock) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const box = part("answer");
  let shown = null;

  /* {outcome, reason, at, person, nonce, walkIn}: what was done, to whom; the same call redraws it */
  function show(answer) {
    shown = answer;
    const kind = FOR[answer.outcome];
    box.dataset.kind = kind;
    box.className = `w-result w-checkin-answer w-result-${kind}`;
    part("title").textContent = title(answer);
    part("latin").textContent = answer.person?.latin ?? "";
    part("arabic").textContent = answer.person?.arabic ?? "";
    part("institution").textContent = answer.person?.institution ?? "";
    part("detail").textContent = detail(answer);
    part("undo").hidden = !answer.canUndo;
    return kind;
  }

  function title({ outcome, at, walkIn, reason }) {
    const time = at ? clock(at) : "";
    if (outcome === "recorded") return `${walkIn ? words.walkInTaken : words.recorded} · ${time}`;
    if (outcome === "already") return time ? words.already.replace("{time}", time) : words.alreadyUntimed;
    if (outcome === "kept") return words.kept;
    if (outcome === "refused") return words[`reason_${reason}`] ?? words.refused;
    return words[outcome];
  }

  function detail({ outcome, reason }) {
    if (outcome === "kept") return words[`kept_${reason}`] ?? words.kept_late;
    return words[`${outcome}_detail`] ?? "";
  }

  /* without a list nothing is known: a dash, not a nought */
  function tally({ present, expected }) {
    part("present").textContent = expected ? present : "–";
    part("expected").textContent = expected ? words.of.replace("{expected}", expected) : "";
  }

  /* The badge at the top and the line at the foot */
  function net({ online, ended, signedOut, left }) {
    const badge = part("net");
    badge.hidden = online && !left;
    badge.dataset.state = !online || ended ? "off" : "sending";
    part("left").textContent = left ? words.left.replace("{count}", left) : words.offline;
    const ending = signedOut ? words.signedOut : words.ended;
    part("foot").textContent = ended ? "" : !online ? words.foot_offline : left ? words.foot_sending : words.foot_sent;
    part("ended").hidden = !ended;
    part("ended_text").textContent = ended ? `${ending} ${left ? words.ended_left.replace("{count}", left) : ""}` : "";
  }

  /* What the office refused after it was shown as taken */
  function refused(list) {
    part("refused").hidden = !list.length;
    part("refused_list").replaceChildren(...list.map(({ name, reason }) => {
      const item = document.createElement("li");
      const who = document.createElement("bdi");
      who.textContent = name;
      item.append(who, ` · ${words[`reason_${reason}`] ?? words.refused}`);
      return item;
    }));
  }

  return { show, tally, net, refused, get shown() { return shown; } };
}
