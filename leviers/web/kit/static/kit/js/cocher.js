// One checkbox ticks all those of a form, and shows when only some are.
for (const form of document.querySelectorAll("[data-cocher]")) {
  const all = form.querySelector("[data-tout]");
  const control = all.querySelector("input");
  const boxes = [...form.elements].filter((field) => field.type === "checkbox" && field !== control);
  all.hidden = false;
  control.addEventListener("change", () => boxes.forEach((box) => (box.checked = control.checked)));
  for (const box of boxes) box.addEventListener("change", show);
  show();

  function show() {
    const nb = boxes.filter((box) => box.checked).length;
    control.checked = nb === boxes.length;
    control.indeterminate = nb > 0 && nb < boxes.length;
  }
}
