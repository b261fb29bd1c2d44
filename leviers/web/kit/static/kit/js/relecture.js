// The desk by single keys, which one checkbox turns off for good; what was just done is said aloud.
const STORE = "leviers-touches";
const desk = document.querySelector("[data-relecture]");
const control = desk.querySelector("[data-touches]");
let busy = false; // a form is leaving: a key pressed meanwhile must not answer for the next record

for (const thing of desk.querySelectorAll("[data-avec-js]")) thing.hidden = false;
control.checked = recall() !== "non";
show();
control.addEventListener("change", () => {
  remember(control.checked ? "oui" : "non");
  show();
});

addEventListener("pageshow", () => (busy = false));
desk.addEventListener("submit", (event) => {
  if (busy) event.preventDefault();
  busy = true;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) return desk.querySelector("#fiche")?.focus();
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat && !event.isComposing;
  if (busy || !control.checked || !isPlain || isTyping(event.target)) return;
  const [target] = find(event.key.toLowerCase());
  if (!target) return;
  event.preventDefault();
  act(target);
});

// Enter validates a choice already made; the one that closes an open list only makes it.
desk.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || !field.matches("[data-but]:not(textarea)") || !field.value || isOpen(field)) return;
  event.preventDefault();
  field.form.requestSubmit(field.closest("details")?.querySelector("[type=submit]"));
});

// Both checkboxes about identical titles say the same.
for (const box of find("i")) {
  box.addEventListener("change", () => {
    for (const other of find("i")) other.checked = box.checked;
  });
}

announce();

function find(key) {
  return [...desk.querySelectorAll("[data-touche]")].filter((thing) => thing.dataset.touche === key);
}

function act(target) {
  if (target.tagName !== "DETAILS") return target.click();
  const field = target.querySelector("[data-but]");
  target.open = field ? true : !target.open;
  (field ?? target.querySelector("summary")).focus();
}

function isTyping(target) {
  return target instanceof Element && target.matches("select, textarea, [contenteditable], input:not([type=checkbox])");
}

function isOpen(field) {
  try {
    return field.matches(":open");
  } catch {
    return false; // a browser that does not know: it opens no list on Enter either
  }
}

function show() {
  desk.toggleAttribute("data-touches-actives", control.checked);
}

// A live region speaks when it changes: its words come once the page is there.
function announce() {
  const said = desk.querySelector("[data-dit]")?.textContent.trim().replace(/\s+/g, " ");
  if (said) setTimeout(() => (desk.querySelector("[data-annonce]").textContent = said), 150);
}

function recall() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage refused: the keys are on, for this page only
  }
}

function remember(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // the choice lasts as long as the page
  }
}
