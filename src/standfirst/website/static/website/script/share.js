// The share row: copies the short link, and opens the device's own share sheet where there is one.

for (const row of document.querySelectorAll("[data-share]")) {
  const { share: url, title } = row.dataset;
  const copy = row.querySelector("[data-share-copy]");
  const sheet = row.querySelector("[data-share-sheet]");
  const said = row.querySelector("[data-share-said]");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      said.textContent = said.dataset.words;
    });
  }
  if (navigator.share) {
    sheet.hidden = false;
    // Who closes the sheet without choosing has not met an error.
    sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
}
