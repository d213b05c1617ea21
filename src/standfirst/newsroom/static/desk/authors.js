// Offers authors' names while one types; without it the name is typed in full.
(() => {
  let waiting;
  const offer = async (field) => {
    const address = new URL(field.dataset.standfirstAuthors, location.href);
    address.searchParams.set("q", field.value);
    const answer = await fetch(address);
    if (!answer.ok || !field.list) return;
    const { names } = await answer.json();
    field.list.replaceChildren(
      ...names.map((name) => {
        const option = document.createElement("option");
        option.value = name;
        return option;
      }),
    );
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.standfirstAuthors) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(target), 150);
  });
})();
