// SPDX-License-Identifier: Apache-2.0
//
// The page of the accounts: shows who is signed in, and asks for changes with the token of the session.
const find = (id) => document.getElementById(id);
let me = {};

// Asks the service; what it refuses is an Error with the problem's own words.
async function ask(method, path, body) {
  const headers = { "X-CSRF-Token": me.csrf ?? "" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}

async function show(answer) {
  me = answer;
  const known = me.name !== undefined;
  find("door").hidden = known;
  find("home").hidden = !known;
  find("people").hidden = me.role !== "admin";
  find("who").textContent = me.name ?? "";
  find("role").textContent = me.role ?? "";
  if (me.role === "admin") showPeople(await ask("GET", "accounts"));
}

function showPeople(accounts) {
  find("list").replaceChildren(...accounts.map((account) => {
    const row = find("person").content.firstElementChild.cloneNode(true);
    row.querySelector(".name").textContent = account.name;
    const role = row.querySelector("select");
    role.value = account.role;
    role.disabled = account.name === me.name;
    role.addEventListener("change", () => attempt(`${account.name} is ${role.value} from the next sign-in on`, async () => {
      await ask("PUT", `accounts/${encodeURIComponent(account.name)}/role`, { role: role.value });
    }));
    return row;
  }));
}

// Does something and tells how it went.
async function attempt(done, work) {
  try {
    await work();
    find("told").textContent = done;
  } catch (error) {
    find("told").textContent = error.message;
  }
}

find("door").addEventListener("submit", (event) => {
  event.preventDefault();
  const verb = event.submitter?.value ?? "sign-in";
  attempt("", async () => {
    await show(await ask("POST", verb, { name: find("name").value, password: find("password").value }));
    event.target.reset();
  });
});

find("change").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt("the password is changed", async () => {
    await show(await ask("PUT", "password", { current: find("current").value, next: find("next").value }));
    event.target.reset();
  });
});

find("leave").addEventListener("click", () => attempt("", async () => {
  await ask("POST", "sign-out");
  await show(await ask("GET", "me"));
}));

attempt("", async () => show(await ask("GET", "me")));
