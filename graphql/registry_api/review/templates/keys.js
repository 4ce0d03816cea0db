"use strict";
// By the place of a key, so that a Kazakh or Russian layout needs no switching.
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea");
  if (typing && event.key === "Escape") event.target.blur();
  if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const focus = document.querySelector(`[data-focus="${event.code}"]`);
  const press = document.querySelector(`[data-key="${event.code}"]`);
  if (focus) { event.preventDefault(); focus.focus(); }
  if (press) { event.preventDefault(); press.click(); }
});
