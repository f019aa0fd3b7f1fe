/* What is heard and felt with an answer: one high tone, two middle ones, one long low one. Never instead of the words. */

const TONES = { ok: [[880, 0, 0.14]], warn: [[520, 0, 0.12], [520, 0.2, 0.12]], bad: [[190, 0, 0.5]] };
const SHAKES = { ok: [70], warn: [70, 70, 70], bad: [450] };
let audio;

/* Browsers let a page sound only after it was touched */
export function allowSound() {
  const Audio = window.AudioContext || window.webkitAudioContext;
  audio ??= Audio ? new Audio() : null;
  if (audio?.state === "suspended") audio.resume();
}

export function signal(kind, silent) {
  if (!TONES[kind]) return;
  navigator.vibrate?.(SHAKES[kind]);
  if (silent || audio?.state !== "running") return;
  for (const [pitch, from, length] of TONES[kind]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.25;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + from);
    tone.stop(audio.currentTime + from + length);
  }
}
