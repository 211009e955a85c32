// SPDX-License-Identifier: Apache-2.0
//
// The page over the service's own routes: list, add, complete, delete. Nothing is kept here but what is shown.
const $ = (id) => document.getElementById(id);
const pageSize = 50;
const rows = new Map(); // By the id of their note.
let last = 0;

async function ask(method, path, value) {
  const options = { method };
  if (value !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(value);
  }
  const response = await fetch(path, options);
  if (response.ok) return response.status === 204 ? null : response.json();
  throw new Error(told(await response.json().catch(() => ({ title: response.statusText }))));
}

// A problem document in words: its violations, else what it says.
function told(problem) {
  const violations = problem.violations ?? [];
  if (violations.length) return violations.map((each) => `${each.pointer.slice(1)} ${each.detail}`).join("\n");
  return problem.detail ? `${problem.title}: ${problem.detail}` : problem.title;
}

// Runs an action and shows what went wrong, if anything did.
async function attempt(action) {
  $("trouble").hidden = true;
  try {
    await action();
  } catch (error) {
    $("trouble").textContent = error.message;
    $("trouble").hidden = false;
  }
  $("empty").hidden = $("list").childElementCount > 0;
}

// Puts a note on the page, in the place of its former state where it is there.
function show(note) {
  const row = $("row").content.cloneNode(true).firstElementChild;
  const box = row.querySelector("input");
  row.querySelector(".title").textContent = note.title;
  row.querySelector(".title").title = note.body;
  row.querySelector(".tags").textContent = note.tags.map((tag) => `#${tag}`).join(" ");
  row.querySelector("time").textContent = note.due ?? "";

  const paint = () => {
    box.checked = note.state === "done";
    row.classList.toggle("done", box.checked);
    row.classList.toggle("late", !box.checked && note.due !== undefined && note.due < new Date().toISOString().slice(0, 10));
  };
  box.addEventListener("change", () => attempt(async () => {
    try {
      note = await ask("PUT", `notes/${note.id}`, { ...note, state: box.checked ? "done" : "open" });
    } finally {
      paint();
    }
  }));
  row.querySelector("button").addEventListener("click", () => attempt(async () => {
    await ask("DELETE", `notes/${note.id}`);
    remove(note);
  }));
  paint();
  const former = rows.get(note.id);
  former ? former.replaceWith(row) : $("list").append(row);
  rows.set(note.id, row);
  last = Math.max(last, note.id);
}

function remove(note) {
  rows.get(note.id)?.remove();
  rows.delete(note.id);
}

// What others do shows at once, in its order, once `listed` is through. After a break the browser comes back by itself and is told what it
// missed.
function follow(events, listed) {
  const act = async (action, event) => {
    await listed;
    action(JSON.parse(event.data));
  };
  const on = (name, action) => events.addEventListener(name, (event) => attempt(() => act(action, event)));
  on("created", (note) => { if ($("more").hidden) show(note); });
  on("changed", (note) => { if (rows.has(note.id)) show(note); });
  on("deleted", remove);
}

async function more() {
  const notes = await ask("GET", `notes?after=${last}&limit=${pageSize}`);
  notes.forEach(show);
  $("more").hidden = notes.length < pageSize;
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const note = { title: $("title").value, tags: $("tags").value.split(",").map((tag) => tag.trim()).filter(Boolean) };
    if ($("due").value) note.due = $("due").value;
    const added = await ask("POST", "notes", note);
    if ($("more").hidden && !rows.has(added.id)) show(added);
    $("form").reset();
    $("title").focus();
  });
});
$("more").addEventListener("click", () => attempt(more));

// The list is asked for once the stream is open, so that no note falls in between; without a stream it shows all the same.
const events = new EventSource("events");
const opened = new Promise((resolve) => { events.onopen = events.onerror = resolve; });
follow(events, opened.then(() => attempt(more)));
const title = await (await fetch("title")).text();
$("heading").textContent = document.title = title;
