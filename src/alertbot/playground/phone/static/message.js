// One message of a chat as a bubble with its buttons.

import { icon } from "./icons.js";
import { element, link, paragraphs } from "./text.js";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

// `actions` has say(text), start(payload) and press(messageId, data, button); `words` are the phone's own.
export function bubble(message, actions, words) {
  const article = element("article", message.from_bot ? "message theirs" : "message mine");
  article.setAttribute("aria-label", message.from_bot ? "From the bot" : "From you");
  const body = element("div", "bubble");
  if (message.picture) body.append(picture(message.picture));
  body.append(...paragraphs(message.text, message.entities, actions.say, actions.start), marks(message, words));
  article.append(body);
  if (message.keyboard.length) article.append(keyboard(message, actions));
  return article;
}

function picture(id) {
  const node = element("img", "picture");
  node.src = `pictures/${id}`;
  node.alt = "A picture from the bot; what it shows is below.";
  return node;
}

function marks(message, words) {
  const line = element("div", "marks");
  if (message.edited) line.append(element("span", "", words.edited));
  if (message.silent) line.append(silent());
  const time = element("time", "", clock.format(new Date(message.date)));
  time.dateTime = message.date;
  line.append(time);
  return line;
}

function silent() {
  const mark = element("span", "silent");
  mark.title = "Came without a sound";
  mark.append(icon("silent"), element("span", "unseen", "silent"));
  return mark;
}

function keyboard(message, actions) {
  const rows = element("div", "keyboard");
  rows.setAttribute("role", "group");
  rows.setAttribute("aria-label", "Buttons of this message");
  for (const row of message.keyboard) {
    const line = element("div", "row");
    line.append(...row.map((button) => key(button, message, actions)));
    rows.append(line);
  }
  return rows;
}

function key(button, message, actions) {
  const node = button.url ? link(button.url, actions.start) : element("button");
  node.classList.add("key");
  const label = element("span", "", button.text);
  label.dir = "auto";
  node.append(label);
  if (button.url) node.append(icon("outside"));
  if (node.tagName !== "BUTTON") return node;
  node.type = "button";
  node.disabled = button.callback_data === undefined;
  node.addEventListener("click", () => actions.press(message.id, button.callback_data, node));
  return node;
}
