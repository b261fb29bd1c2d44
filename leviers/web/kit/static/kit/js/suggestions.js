// Results as one types, under a search box: a combobox over the JSON twin; without it the form works alone.
const WAIT = 160; // milliseconds without a key before asking
const SHORTEST = 2; // letters
const MOST = 8; // results shown
const PER_GENRE = 2;

for (const form of document.querySelectorAll("[data-suggestions]")) start(form);

function start(form) {
  const input = form.querySelector("input[type=search]");
  const genre = form.querySelector("input[name=genre]")?.value ?? "";
  const list = Object.assign(document.createElement("ul"), { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Résultats");
  const status = Object.assign(document.createElement("p"), { className: "vh" });
  status.setAttribute("role", "status");
  form.append(list);
  form.after(status);
  const given = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asking = null;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    options = [];
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(rank) {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = rank;
    const option = options[rank];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  async function ask() {
    const q = input.value;
    if (q.trim().length < SHORTEST) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q, ...(genre && { genre }) });
      const answer = await fetch(`${form.dataset.suggestions}?${query}`, { signal: asking.signal });
      if (answer.ok && input.value === q && document.activeElement === input) show(await answer.json());
    } catch {
      close(); // no network, or a newer question: the form still works
    }
  }

  function show(content) {
    const groups = Object.values(content).filter((group) => group?.premiers?.length);
    const found = groups.flatMap((group) => group.premiers.filter((hit) => hit.adresse).slice(0, PER_GENRE).map((hit) => ({ ...hit, group })));
    if (!found.length) close();
    status.textContent = groups.length ? groups.map((group) => group.libelle).join(", ") : "Aucun résultat";
    if (!found.length) return;
    options = found.slice(0, MOST).map(({ titre, contexte, adresse, group }, rank) => {
      const option = Object.assign(document.createElement("li"), { id: `suggestion-${rank}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.adresse = adresse;
      const said = [group.libelle.replace(/^[\d\s]+/, "").replace(/s$/, ""), group.est_fictif && "inventé", contexte];
      const note = Object.assign(document.createElement("small"), { textContent: said.filter(Boolean).join(", ") });
      option.append(titre, note);
      return option;
    });
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...options);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = options.length - 1;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options[chosen].dataset.adresse);
    else return;
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.adresse);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
