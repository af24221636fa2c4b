// Everything can be read without this script. It keeps the counts moving and
// lets Ctrl+Enter run a query; it asks nobody but the server of this page.
"use strict";

document.documentElement.classList.add("scripted");

const PERIOD = 3000;
const counts = document.querySelectorAll("[data-count], [data-size]");

async function update() {
  if (document.hidden) return;
  const answer = await fetch("/debug/console/counts", { credentials: "same-origin" });
  if (!answer.ok) return;
  const states = await answer.json();
  for (const element of counts) {
    const { count, size } = element.dataset;
    const text = count ? states[count].events : states[size].size;
    if (element.textContent !== text) element.textContent = text;
  }
}

// A server that is gone for a while is no reason to stop asking.
if (counts.length > 0) setInterval(() => update().catch(() => {}), PERIOD);

document.querySelector("#query")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
});
