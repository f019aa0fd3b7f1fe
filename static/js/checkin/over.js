/* A day after its session no name of a register stays on the phone, whichever page is opened then. What waits to be sent does. */

import { removePage } from "./phone.js";
import { closeDoor, doors, forgetNames } from "./store.js";

export const isOver = (about) => Boolean(about?.forget_at) && new Date(about.forget_at) <= new Date();

/* The registers whose time is over, their names gone */
export async function forgetOver() {
  const over = (await doors()).filter((door) => isOver(door.about));
  for (const door of over) {
    await forgetNames(door.register);
    if (await closeDoor(door.register)) await removePage(door.page);
  }
  return over.map((door) => door.register);
}
