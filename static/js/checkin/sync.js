/* Sends what waits, by itself: after each record, when the network comes back, when the page is looked at again, and on a
   timer that waits longer after each failure. One run at a time; the phone forgets a record only when the server answered
   for its nonce. */

import { Ended, Unreadable, people as fetchPeople, send } from "./server.js";
import { acknowledge, doors, oldest, setStuck } from "./store.js";

const BATCH = 200;
const REFRESH = 30000;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

/* `said` is called with what happened: results(door, results), list(door, answer), state({online, ended}) */
export function start({ device, register, said }) {
  let running = null;
  let again = false;
  let timer = 0;
  let failures = 0;

  function plan() {
    clearTimeout(timer);
    const wait = failures ? Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT) : REFRESH;
    timer = setTimeout(run, wait);
  }

  /* A run; one that is asked for meanwhile follows at once */
  function run() {
    if (running) {
      again = true;
      return running;
    }
    running = turn().finally(() => {
      running = null;
      plan();
      if (again) {
        again = false;
        run();
      }
    });
    return running;
  }

  async function turn() {
    try {
      await alone(async () => {
        const known = await doors();
        let ended = false;
        for (const door of known) ended = (await visit(door)) && door.register === register || ended;
        said.state({ online: true, ended });
      });
      failures = 0;
    } catch (problem) {
      if (!(problem instanceof TypeError || problem.name === "AbortError" || problem.constructor === Error)) throw problem;
      failures += 1;
      said.state({ online: false });
    }
  }

  /* Sends all of a door, then reads its list; true when the server no longer lets us in */
  async function visit(door) {
    try {
      await empty(door);
      if (door.register === register) await said.list(door, await fetchPeople(door));
      return false;
    } catch (problem) {
      if (!(problem instanceof Ended)) throw problem;
      await said.ended(door);
      return true;
    }
  }

  async function empty(door) {
    let size = BATCH;
    for (let rows = await oldest(door.register, size); rows.length; rows = await oldest(door.register, size)) {
      try {
        const results = await send(door, device, rows.map((row) => row.record));
        if (!results.length) throw new Error("nothing acknowledged");
        await acknowledge(results.map((result) => result.nonce));
        await said.results(door, results);
      } catch (problem) {
        if (!(problem instanceof Unreadable)) throw problem;
        if (rows.length === 1) await setStuck([rows[0].nonce], true);
        size = Math.ceil(rows.length / 2);
      }
    }
  }

  addEventListener("online", () => { failures = 0; run(); });
  addEventListener("offline", () => said.state({ online: false }));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
  return { run };
}

/* Two pages of one phone do not send at the same time; where locks are missing, the nonce makes a second sending harmless */
function alone(work) {
  return navigator.locks ? navigator.locks.request("warsha-checkin-sync", work) : work();
}
