// The page of a usage in a side panel: the address follows, Back and Escape close, focus returns to the cell.
const panel = document.querySelector("[data-panneau]");
const body = panel.querySelector("[data-panneau-corps]");
const home = { title: document.title, path: location.pathname };
const USAGE = /^\/metropoles\/[^/]+\/[^/]+\/$/;
let opener = null;
let asked = 0;

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-preuves] a");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || link.hasAttribute("data-page") || link.origin !== location.origin || !USAGE.test(link.pathname)) return;
  event.preventDefault();
  show(link.href, { isNew: true, from: link });
});

addEventListener("popstate", () => {
  if (history.state?.panneau) show(location.href, { isNew: false, from: null });
  else if (panel.open) panel.close();
});

panel.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});

panel.addEventListener("close", () => {
  asked += 1;
  document.title = home.title;
  for (const link of document.querySelectorAll("[data-preuves] a[aria-current]")) link.removeAttribute("aria-current");
  if (history.state?.panneau) history.back();
  opener?.focus();
});

async function show(href, { isNew, from }) {
  const turn = (asked += 1);
  const page = await load(href);
  if (turn !== asked) return;
  if (!page) return location.assign(href);
  if (isNew) history[panel.open ? "replaceState" : "pushState"]({ panneau: true }, "", href);
  fill(page);
  const cell = [...document.querySelectorAll(`[data-preuves] a[href="${new URL(href).pathname}"]`)].find((link) => !panel.contains(link));
  for (const link of document.querySelectorAll("[data-preuves] a[aria-current]")) link.removeAttribute("aria-current");
  cell?.setAttribute("aria-current", "true");
  opener = cell ?? (panel.contains(from) ? opener : from);
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  panel.querySelector("h2").focus();
}

async function load(href) {
  try {
    const answer = await fetch(href);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null; // no network: the browser says it better than we would
  }
}

// The page has its own h1: in the panel the titles go down one step.
function fill(page) {
  const part = page.querySelector("[data-usage]");
  for (const level of [3, 2, 1]) {
    for (const title of part.querySelectorAll(`h${level}`)) {
      const lower = Object.assign(document.createElement(`h${level + 1}`), { className: `u-h${level}` });
      lower.append(...title.childNodes);
      title.replaceWith(lower);
    }
  }
  part.querySelector("h2").tabIndex = -1;
  body.replaceChildren(document.importNode(part, true));
  document.title = page.title;
}
