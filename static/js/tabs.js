/* Brings the current tab into the visible part of a strip that scrolls sideways (phones), without moving the page. */

for (const strip of document.querySelectorAll(".w-tabs")) {
  const tab = strip.querySelector("[aria-current]");
  if (!tab || strip.scrollWidth <= strip.clientWidth) continue;
  const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
  strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}
