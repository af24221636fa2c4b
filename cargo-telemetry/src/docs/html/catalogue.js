
"use strict";
// Finds the filters in the attributes of the events and hides what does not match.
const form = document.getElementById("filters");
const field = (id) => document.getElementById(id);
// Names, with both of their divisions, and what was written; not the labels.
function searched(element) {
  const parts = element.querySelectorAll(":scope > h2, :scope > p, :scope > dl dd, tbody");
  const texts = Array.from(parts, (part) => part.textContent);
  return [element.id.replace("/", "."), ...texts].join(" ").toLowerCase();
}
const events = Array.from(document.querySelectorAll("article"), (element) => ({
  element,
  text: searched(element),
  owner: element.dataset.owner,
  purpose: element.dataset.purpose,
  live: element.dataset.state === "live",
  fields: Array.from(element.querySelectorAll("tr[data-class]"), (row) => ({
    class: row.dataset.class,
    unit: row.dataset.unit,
  })),
}));

function offer(id, values) {
  for (const value of Array.from(new Set(values)).filter(Boolean).sort()) {
    field(id).append(new Option(value, value));
  }
}

// Class and unit are asked of one and the same field.
function hasField(event, kind, unit) {
  if (!kind && !unit) return true;
  return event.fields.some((it) => it.class.startsWith(kind) && (!unit || it.unit === unit));
}

function apply() {
  const words = field("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [owner, purpose, kind, unit, state] =
    ["owner", "purpose", "class", "unit", "state"].map((id) => field(id).value);
  let shown = 0;
  for (const event of events) {
    const matches = (!owner || event.owner === owner)
      && (!purpose || event.purpose === purpose)
      && (!state || event.live === (state === "live"))
      && hasField(event, kind, unit)
      && words.every((word) => event.text.includes(word));
    event.element.hidden = !matches;
    shown += matches ? 1 : 0;
  }
  field("count").textContent = `${shown} of ${events.length} events`;
}

offer("owner", events.map((event) => event.owner));
offer("purpose", events.map((event) => event.purpose));
offer("unit", events.flatMap((event) => event.fields.map((it) => it.unit)));
form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (submitted) => submitted.preventDefault());
// The fields have their first values only after the event.
form.addEventListener("reset", () => setTimeout(apply));
// A link to an event that is filtered away leads to it all the same.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.hidden) {
    form.reset();
    setTimeout(() => target.scrollIntoView());
  }
});
apply();
