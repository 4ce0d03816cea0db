// Evaluated in the page: what a reader would see of every text.
(() => {
const box = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
};
const seen = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (style.visibility !== "visible" || style.display === "none" || style.opacity === "0" || style.fill === "none") return false;
  const met = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
  const at = met.indexOf(element);
  // Lines and hatching may lie above; nothing that covers.
  return at >= 0 && met.slice(0, at).every((above) => !["polygon"].includes(above.tagName));
};
return {
  harmed: window.harmed === 1,
  scripts: document.querySelectorAll("script, img, iframe, object, h1 h1").length,
  picture: box(document.querySelector("svg")),
  lanes: [...document.querySelectorAll("rect.lane")].map((lane) => ({ lane: lane.dataset.lane, ...box(lane) })),
  texts: [...document.querySelectorAll("svg text")].map((text) => ({
    kind: text.getAttribute("class"), lane: text.dataset.lane ?? null, words: text.textContent,
    size: parseFloat(getComputedStyle(text).fontSize), seen: seen(text), ...box(text),
  })),
  bars: document.querySelectorAll("polygon.bar").length,
};
})();
