// Saves a section by itself, and shows at once the questions that an answer adds. Without it, the buttons do.
const form = document.querySelector("[data-enquete]");
const state = form?.querySelector("[data-etat]");
const PAUSE = 1200;
let timer = 0;
let running = null;
let isDirty = false;

function say(words) {
  if (state && state.textContent !== words) state.textContent = words;
}

function show(answer) {
  for (const block of form.querySelectorAll("[data-question]")) {
    const told = answer.questions[block.dataset.question];
    if (!told) continue;
    block.hidden = !told.visible;
    const base = block.querySelector(`[name="b:${CSS.escape(block.dataset.question)}"]`);
    if (base) base.value = told.base;
    const label = block.querySelector("[data-libelle]");
    if (label && label.dataset.dit !== told.libelle && label.dataset.dit !== undefined) label.textContent = told.libelle;
    if (label) label.dataset.dit = told.libelle;
    const error = block.querySelector("[data-erreur]");
    if (error) {
      error.textContent = told.erreurs.join(" ");
      error.hidden = told.erreurs.length === 0;
    }
    for (const choice of block.querySelectorAll("[data-choix]")) choice.hidden = !told.choix.includes(choice.dataset.choix);
  }
  const progress = document.getElementById("avancement");
  if (progress) progress.textContent = answer.avancement;
  const both = Object.values(answer.questions).some((told) => told.desaccord);
  say(both ? `Enregistré à ${answer.heure}. Quelqu’un a répondu en même temps que vous : rechargez la page pour choisir.` : `Enregistré à ${answer.heure}.`);
}

async function save() {
  if (running || !isDirty) return;
  isDirty = false;
  say("Enregistrement…");
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  try {
    running = fetch(form.action, { method: "POST", body: data, headers: { "X-Enregistrement": "auto" } });
    const response = await running;
    const answer = await response.json();
    if (response.ok) show(answer);
    else say(answer.erreur || "Pas encore enregistré : utilisez le bouton en bas de page.");
  } catch {
    isDirty = true;
    say("Pas de connexion : rien n’est perdu dans cette page, nous réessayons.");
    timer = setTimeout(save, 5 * PAUSE);
  } finally {
    running = null;
  }
  if (isDirty) plan();
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

if (form && state) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    isDirty = true;
    plan();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isDirty = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
}
