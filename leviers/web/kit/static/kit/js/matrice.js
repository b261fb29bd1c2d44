// The matrix under keyboard and pointer: one tab stop, arrows, highlighted cross, what the cell says.
const PAGE = 5; // rows jumped by Page Up and Page Down

for (const frame of document.querySelectorAll("[data-matrice]")) start(frame);
for (const button of document.querySelectorAll("[data-imprimer]")) button.addEventListener("click", () => print());
for (const thing of document.querySelectorAll("[data-avec-js]")) thing.hidden = false;

function start(view) {
  const table = view.querySelector("table");
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => (cell.tagName === "TD" ? cell.querySelector("a") : null)));
  const columns = [...table.querySelectorAll("col")];
  const heads = [...table.tHead.rows[1].cells];
  const reading = view.querySelector("[data-lecture]");
  const links = rows.flat().filter(Boolean);
  for (const link of links) link.tabIndex = -1;
  let current = links[0];
  current.tabIndex = 0;

  const placeOf = (link) => [link.closest("tr").sectionRowIndex, link.parentElement.cellIndex];

  // The next cell that has a link from a place, in a direction; null at the edge.
  function walk(row, column, down, right) {
    for (let y = row + down, x = column + right; rows[y] && x > 0 && x < rows[y].length; y += down, x += right) {
      if (rows[y][x]) return rows[y][x];
    }
    return null;
  }

  function target(event, row, column) {
    const last = rows[row].length;
    const bottom = rows.length - 1;
    const all = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case "ArrowRight": return walk(row, column, 0, 1);
      case "ArrowLeft": return walk(row, column, 0, -1);
      case "ArrowDown": return walk(row, column, 1, 0);
      case "ArrowUp": return walk(row, column, -1, 0);
      case "Home": return all ? links[0] : walk(row, 0, 0, 1);
      case "End": return all ? links.at(-1) : walk(row, last, 0, -1);
      case "PageDown": return walk(Math.min(row + PAGE, bottom) - 1, column, 1, 0) ?? walk(bottom + 1, column, -1, 0);
      case "PageUp": return walk(Math.max(row - PAGE, 0) + 1, column, -1, 0) ?? walk(-1, column, 1, 0);
      default: return null;
    }
  }

  const edge = view.querySelector("[data-bord]");
  const box = view.querySelector("[data-cadre]");
  if (edge) box.addEventListener("scroll", () => (edge.hidden = box.scrollLeft + box.clientWidth > box.scrollWidth - 4), { passive: true });

  const guide = [...reading.childNodes];
  let lit = [];
  function light(link) {
    for (const thing of lit) thing.classList.remove("on");
    lit = [];
    if (!link) return reading.replaceChildren(...guide);
    const column = link.parentElement.cellIndex;
    lit = [columns[column], heads[column - 1]];
    for (const thing of lit) thing.classList.add("on");
    say(link.getAttribute("aria-label"));
  }

  // « SPASER, Nantes Métropole : documenté, 2 démarches », shown in the corner where there is room.
  function say(label) {
    const [what, proof] = label.split(/\s:\s/);
    const cut = what.lastIndexOf(", ");
    const lines = [["strong", what.slice(0, cut)], ["b", what.slice(cut + 2)], ["span", proof]];
    reading.replaceChildren(...lines.map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })));
  }

  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("tbody td a");
    if (!link || event.altKey || event.shiftKey) return;
    const next = target(event, ...placeOf(link));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  table.addEventListener("focusin", (event) => {
    const link = event.target.closest("tbody td a");
    if (!link) return light(null);
    current.tabIndex = -1;
    current = link;
    current.tabIndex = 0;
    light(link);
  });
  table.addEventListener("pointerover", (event) => {
    const link = event.target.closest("tbody td a");
    if (link) light(link);
  });
  table.addEventListener("pointerleave", () => light(table.contains(document.activeElement) ? document.activeElement.closest("tbody td a") : null));
}
