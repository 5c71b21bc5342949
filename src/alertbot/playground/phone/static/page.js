// The page: the phones side by side, or one at a time behind tabs where the screen is narrow.

import { Phone } from "./phone.js";
import * as server from "./server.js";
import { element } from "./text.js";

const NOTICE_MILLISECONDS = 6000;
const notice = document.getElementById("notice");
const tabList = document.getElementById("tabs");
const stage = document.getElementById("phones");
let noticeTimer;

function tell(text, lasting = false) {
  clearTimeout(noticeTimer);
  notice.textContent = text;
  if (!lasting) noticeTimer = setTimeout(() => { notice.textContent = ""; }, NOTICE_MILLISECONDS);
}

function offer(id, name) {
  const button = document.getElementById(id);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      tell(`Published: ${(await server.publish(name)).title}`);
    } catch (error) {
      tell(error.message);
    }
    button.disabled = false;
    button.focus();
  });
}

function tab({ id, label, role, language }) {
  const node = element("button", "tab");
  node.type = "button";
  node.id = `tab-${id}`;
  node.setAttribute("role", "tab");
  node.setAttribute("aria-controls", `phone-${id}`);
  const name = element("span", "", label);
  name.lang = language;
  name.dir = "auto";
  node.append(name, element("small", "", role), element("span", "dot"));
  node.addEventListener("click", () => choose(node));
  return node;
}

function choose(chosen) {
  for (const node of tabList.children) {
    const selected = node === chosen;
    node.setAttribute("aria-selected", String(selected));
    node.tabIndex = selected ? 0 : -1;
    document.getElementById(node.getAttribute("aria-controls")).classList.toggle("chosen", selected);
  }
  chosen.classList.remove("news");
  chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
}

tabList.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...tabList.children];
  const next = tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length);
  choose(next);
  next.focus();
});

function markNews(phone) {
  const node = document.getElementById(`tab-${phone.id}`);
  if (node.getAttribute("aria-selected") !== "true") node.classList.add("news");
}

const listing = await server.listPhones();
const phones = new Map(listing.phones.map((described) => [described.id, new Phone(described, markNews)]));
stage.append(...[...phones.values()].map((phone) => phone.root));
tabList.append(...listing.phones.map(tab));
choose(tabList.firstElementChild);
if (listing.publishers.includes("story")) offer("publish-story", "story");
if (listing.publishers.includes("untranslated")) offer("publish-untranslated", "untranslated");
if (listing.newsroom) Object.assign(document.getElementById("newsroom"), { href: listing.newsroom, hidden: false });

server.listen(
  async () => {
    await Promise.all([...phones.values()].map((phone) => phone.refresh()));
    tell("");
    document.body.dataset.ready = "yes";
  },
  (id) => phones.get(id)?.refresh(),
  () => tell("The demo does not answer. Is it still running?", true),
);
