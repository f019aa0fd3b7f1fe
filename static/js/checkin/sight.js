/* The camera and the picture as parts of the page: starting, stopping, and saying in words why there is none. */

import { cameraTrouble, readPicture, watch } from "./scanner.js";

const REASONS = { NotAllowedError: "camera_denied", NotFoundError: "camera_none", NotReadableError: "camera_busy" };

export function attachCamera(page, decoder, words, scan, tell) {
  const part = (name) => page.querySelector(`[data-part="${name}"]`);
  const video = part("video");
  let watching = null;

  function show(trouble) {
    part("finder").dataset.state = watching ? "on" : trouble ? "none" : "off";
    part("camera_trouble").textContent = trouble ? words[trouble] : "";
    part("camera_trouble").hidden = !trouble;
    part("start").hidden = Boolean(watching) || trouble === "camera_insecure" || trouble === "camera_none";
    part("stop").hidden = !watching;
    part("hint").hidden = !watching;
    video.hidden = !watching;
  }

  async function start() {
    part("start").disabled = true;
    try {
      video.hidden = false;
      watching = await watch(video, decoder, scan);
      show("");
    } catch (problem) {
      show(REASONS[problem.name] ?? "camera_failed");
    } finally {
      part("start").disabled = false;
    }
  }

  function stop() {
    watching?.stop();
    watching = null;
    show("");
  }

  async function picture(event) {
    const [file] = event.target.files;
    if (!file) return;
    const text = await readPicture(file, decoder).catch(() => "");
    event.target.value = "";
    if (text) scan(text);
    else tell({ outcome: "unreadable" });
  }

  const trouble = cameraTrouble();
  show(trouble && `camera_${trouble}`);
  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", stop);
  part("picture").addEventListener("change", picture);
  page.addEventListener("visibilitychange", () => { if (page.hidden && watching) stop(); });
  if (!trouble) startIfAllowed(start);
}

/* Without a tap where the browser has already been told yes */
async function startIfAllowed(start) {
  try {
    const permission = await navigator.permissions.query({ name: "camera" });
    if (permission.state === "granted") start();
  } catch {
    /* a browser that does not know this permission waits for the tap */
  }
}
