/* Reading the QR code: with the browser's own detector where there is one, else with the decoder this site serves. */

const PAUSE = 120;
/* a code still held before the camera is not read twice; it counts anew after it was away for so long */
const AWAY = 1500;
const LARGEST = 1600;
let detecting;

/* `decoder`: the addresses {script, wasm} of the vendored one */
function detector(decoder) {
  detecting ??= native().then((found) => found || vendored(decoder)).catch((problem) => {
    detecting = undefined;
    throw problem;
  });
  return detecting;
}

async function native() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await window.BarcodeDetector.getSupportedFormats();
  return formats.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
}

async function vendored({ script, wasm }) {
  await load(script);
  const { BarcodeDetector, prepareZXingModule } = window.BarcodeDetectionAPI;
  prepareZXingModule({ overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) } });
  return new BarcodeDetector({ formats: ["qr_code"] });
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new TypeError("the decoder could not be loaded"));
    document.head.append(script);
  });
}

/* Why there is no camera: "insecure" (plain HTTP), "none", or "" when one may be asked for */
export function cameraTrouble() {
  if (!isSecureContext) return "insecure";
  return navigator.mediaDevices?.getUserMedia ? "" : "none";
}

/* The text of the code in a picture, or "" */
export async function readPicture(file, decoder) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const reading = await detector(decoder);
  const found = await reading.detect(canvas);
  return found[0]?.rawValue ?? "";
}

/* Shows the camera in `video` and calls `read(text)` once for each code held before it. Gives {stop}.
   Throws what getUserMedia throws: NotAllowedError, NotFoundError … */
export async function watch(video, decoder, read) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  let stopped = false;
  const stop = () => {
    stopped = true;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await video.play();
    const reading = await detector(decoder);
    look(video, reading, read, () => stopped);
  } catch (problem) {
    stop();
    throw problem;
  }
  return { stop };
}

async function look(video, reading, read, isStopped) {
  let last = "";
  let seen = 0;
  while (!isStopped()) {
    const found = video.readyState >= 2 ? await reading.detect(video).catch(() => []) : [];
    const text = found[0]?.rawValue ?? "";
    const now = performance.now();
    if (text && (text !== last || now - seen > AWAY) && !isStopped()) await read(text);
    if (text) [last, seen] = [text, performance.now()];
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
