// Counts the letters of headlines and standfirsts while one writes; the form works without it.
(() => {
  const watch = (field) => {
    if (field.dataset.standfirstWatched) return;
    field.dataset.standfirstWatched = "yes";
    const limit = Number(field.closest("[data-standfirst-count]").dataset.standfirstCount);
    const count = document.createElement("span");
    count.className = "desk-count";
    field.after(count);
    const show = () => {
      const length = [...field.value].length;
      count.textContent = `${length} / ${limit}`;
      count.classList.toggle("desk-count--over", length > limit);
    };
    field.addEventListener("input", show);
    show();
  };
  const start = () =>
    document
      .querySelectorAll("[data-standfirst-count] input[type=text], [data-standfirst-count] textarea")
      .forEach(watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
