/* At sign-out no name stays on the phone, and a day after a session none of its register, whichever page of the staff is
   opened. What waits to be sent stays: it names nobody, except those who walked in. */

import { forgetOver } from "./over.js";
import { isKnown } from "./phone.js";
import { forgetNames } from "./store.js";

const MOST = 1500;

if (isKnown()) forgetOver().catch(() => {});

for (const form of document.querySelectorAll("form[action$='/logout/']")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const late = new Promise((resolve) => { setTimeout(resolve, MOST); });
    Promise.race([forgetNames(), late]).catch(() => {}).finally(() => form.submit());
  });
}
