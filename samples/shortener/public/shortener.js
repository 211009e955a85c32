// SPDX-License-Identifier: Apache-2.0
//
// The page of the short links: makes one and shows it.
const find = (id) => document.getElementById(id);

find("make").addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = { url: find("url").value };
  if (find("slug").value !== "") wanted.slug = find("slug").value;
  const response = await fetch("links", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wanted) });
  const answer = await response.json();
  if (!response.ok) {
    find("told").textContent = answer.detail ?? answer.title;
    return;
  }
  const link = document.createElement("a");
  link.href = answer.slug;
  link.textContent = new URL(answer.slug, document.baseURI);
  find("told").replaceChildren(link);
  event.target.reset();
});
