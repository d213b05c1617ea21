// The masthead's clock: time, offset and date in the edition's language, digits and zone.
// Without script the place keeps the zone's name, for a stored page cannot know the time.
const place = document.querySelector("[data-clock]");

if (place) {
  const { locale, zone } = place.dataset;
  const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const time = format({ hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" });
  const date = format({ day: "numeric", month: "long", year: "numeric" });

  const tick = () => {
    const now = new Date();
    place.textContent = `${time.format(now)} · ${date.format(now)}`;
    // At the next full minute, and again when a sleeping tab wakes up.
    setTimeout(tick, 60_000 - (now.getTime() % 60_000) + 50);
  };
  place.title = place.textContent;
  tick();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) place.textContent = `${time.format(new Date())} · ${date.format(new Date())}`;
  });
}
