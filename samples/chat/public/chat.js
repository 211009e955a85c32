// SPDX-License-Identifier: Apache-2.0
//
// One room: its history by HTTP, what happens in it by a WebSocket. A lost connection is made again by itself, and what was said meanwhile
// is fetched. Messages of different people may arrive in another order than they were kept in: each stands where its id belongs, once.
const $ = (id) => document.getElementById(id);
const firstPause = 250;
const longestPause = 8000;

let place = null;  // {room, name}, once inside.
let socket = null;
let last = 0;  // The id of the newest message that the history has told.
let pause = firstPause;
const shown = new Set();  // The ids of all that is shown.

const roomPath = () => `rooms/${encodeURIComponent(place.room)}`;

function connect() {
  const url = new URL(`${roomPath()}/live?name=${encodeURIComponent(place.name)}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(url);
  socket.addEventListener("open", entered);
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", lost);
}

async function entered() {
  pause = firstPause;
  $("state").textContent = "connected";
  await catchUp();
}

function lost() {
  $("state").textContent = "connecting again";
  setTimeout(connect, pause + Math.random() * pause);
  pause = Math.min(pause * 2, longestPause);
}

// What was said since the history was last asked.
async function catchUp() {
  for (let page = null; page === null || page.length > 0;) {
    page = await (await fetch(`${roomPath()}/messages?after=${last}`)).json();
    for (const message of page) {
      show(message);
      last = message.id;
    }
  }
}

function hear(news) {
  $("present").textContent = news.present;
  if (news.kind === "said") show(news.message);
  else notice(`${news.who} ${news.kind === "joined" ? "came in" : "left"}`);
}

function show(message) {
  if (shown.has(message.id)) return;
  shown.add(message.id);
  const row = $("message").content.cloneNode(true).firstElementChild;
  row.dataset.id = message.id;
  row.classList.toggle("mine", message.author === place.name);
  row.querySelector(".author").textContent = message.author;
  row.querySelector(".text").textContent = message.text;
  const when = new Date(message.sent_at);
  row.querySelector("time").dateTime = message.sent_at;
  row.querySelector("time").textContent = when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const later = [...$("messages").querySelectorAll("[data-id]")].find((each) => Number(each.dataset.id) > message.id);
  if (later === undefined) append(row);
  else later.before(row);
}

function notice(text) {
  const row = $("notice").content.cloneNode(true).firstElementChild;
  row.textContent = text;
  append(row);
}

function append(row) {
  const list = $("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.append(row);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function enter(room, name) {
  place = { room, name };
  $("door").hidden = true;
  $("talk").hidden = false;
  $("title").textContent = document.title = room;
  $("text").focus();
  connect();
}

$("door").addEventListener("submit", (event) => {
  event.preventDefault();
  enter($("room").value, $("name").value);
});

$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const open = socket.readyState === WebSocket.OPEN;
  $("trouble").hidden = open;
  $("trouble").textContent = "Not connected; your words stay here until you are.";
  if (!open) return;
  socket.send(JSON.stringify({ text: $("text").value }));
  $("say").reset();
});

// A link such as ?room=lobby&name=Ann leads straight in.
const asked = new URLSearchParams(location.search);
if (asked.has("room") && asked.has("name")) enter(asked.get("room"), asked.get("name"));
