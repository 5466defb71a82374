"use strict";
const form = document.getElementById("filter");
if (form) {
  const changes = [...document.querySelectorAll(".changes > li")];
  const apply = () => {
    const severities = [...form.elements.severity.length ? form.elements.severity : [form.elements.severity]]
      .filter((box) => box.checked).map((box) => box.value);
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const area = form.elements.area.value;
    let shown = 0;
    for (const change of changes) {
      const fits = severities.includes(change.closest("section").dataset.severity)
        && (!area || change.dataset.area === area)
        && words.every((word) => change.dataset.search.includes(word));
      change.hidden = !fits;
      shown += fits;
    }
    for (const name of ["article", "section[data-severity]"])
      for (const part of document.querySelectorAll(name))
        part.hidden = !part.querySelector(".changes > li:not([hidden])");
    form.querySelector("output").value = `${shown} of ${changes.length}`;
    document.getElementById("none").hidden = shown > 0;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select")) {
      event.preventDefault();
      form.elements.text.focus();
    }
  });
}
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
// On paper everything is open.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
