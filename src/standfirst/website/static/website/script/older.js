// After older stories were loaded in place, go on reading at the first of them.
let seen = 0;
document.addEventListener("htmx:before:swap", () => {
  seen = document.querySelectorAll(".batch").length;
});
document.addEventListener("htmx:after:swap", () => {
  document.querySelectorAll(".batch")[seen]?.querySelector("a")?.focus({ preventScroll: true });
});
