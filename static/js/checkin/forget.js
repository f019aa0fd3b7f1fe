/* At sign-out no name stays on the phone. What waits to be sent does: it names nobody, except those who walked in. */

import { forgetNames } from "./store.js";

const MOST = 1500;

for (const form of document.querySelectorAll("form[action$='/logout/']")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const late = new Promise((resolve) => { setTimeout(resolve, MOST); });
    Promise.race([forgetNames(), late]).catch(() => {}).finally(() => form.submit());
  });
}
