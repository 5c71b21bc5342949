// One phone: the chat with the bot, the command menu, the text field and the switch that blocks.

import { icon } from "./icons.js";
import { bubble } from "./message.js";
import * as server from "./server.js";
import { element } from "./text.js";
import { ENGLISH, wordsOf } from "./words.js";

const TOAST_MILLISECONDS = 5000;
const NEAR_END_PIXELS = 80;

export class Phone {
  constructor(described, onNews) {
    this.id = described.id;
    this.words = wordsOf(described.language);
    this.onNews = onNews;
    this.shown = new Map(); // message id → { told: JSON, node }
    this.toastsSeen = null; // unknown until the first reading
    this.reading = null;
    this.following = true; // the end of the chat, as long as its owner does not scroll up
    this.build(described);
  }

  // ── what is on the screen ────────────────────────────────────────────────────────────────────

  build({ id, name, role, label, language, direction }) {
    this.root = element("section", "phone");
    this.root.id = `phone-${id}`;
    this.root.dir = direction;
    this.root.setAttribute("aria-label", `${label}, ${role}, ${name}`);
    this.root.append(this.head(name, role, label, language), this.log(name), this.foot(language));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.menu.hidden) this.closeMenu();
    });
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget)) this.hideMenu();
    });
  }

  head(name, role, label, language) {
    const head = element("header", "head");
    const title = element("h2", "", label);
    title.lang = language;
    const who = element("p", "who", `${role} · ${name}`);
    who.dir = "ltr";
    const words = element("div", "words");
    words.append(title, who);
    this.blocker = element("button", "switch");
    this.blocker.type = "button";
    this.blocker.setAttribute("role", "switch");
    this.blocker.append(element("span", "", "Block"), element("span", "knob"));
    this.blocker.setAttribute("aria-label", "Block the bot");
    this.blocker.addEventListener("click", () => this.toggleBlock());
    head.append(words, this.blocker);
    return head;
  }

  log(name) {
    const frame = element("div", "frame");
    this.messages = element("div", "log");
    this.messages.tabIndex = 0;
    this.messages.setAttribute("role", "log");
    this.messages.setAttribute("aria-live", "polite");
    this.messages.setAttribute("aria-label", `Messages of ${name}`);
    this.toasts = element("div", "toasts");
    this.toasts.setAttribute("role", "status");
    this.fresh = element("button", "fresh");
    this.fresh.type = "button";
    this.fresh.hidden = true;
    this.fresh.setAttribute("aria-label", "New messages below");
    this.fresh.append(icon("down"));
    this.fresh.addEventListener("click", () => this.toEnd());
    this.messages.append(element("p", "hint", this.words.empty));
    this.messages.addEventListener("scroll", () => this.scrolled());
    // Behind a tab the log has no size: it goes to its end when it gets one.
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(this.messages);
    frame.append(this.messages, this.fresh, this.toasts);
    return frame;
  }

  foot(language) {
    const foot = element("footer", "foot");
    this.menu = element("ul", "menu");
    this.menu.id = `menu-${this.id}`;
    this.menu.hidden = true;
    this.menu.setAttribute("role", "menu");
    this.menu.setAttribute("aria-label", "Commands");
    this.menu.addEventListener("keydown", (event) => this.moveInMenu(event));
    this.form = element("form", "compose");
    this.form.append(this.menuOpener(), this.field(language), this.sender());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    this.beginner = this.wide("start", () => this.start());
    this.opener = this.wide("unblock", () => this.do(server.unblock(this.id)));
    foot.append(this.menu, this.form, this.beginner, this.opener);
    return foot;
  }

  menuOpener() {
    this.menuButton = element("button", "round");
    this.menuButton.type = "button";
    this.menuButton.setAttribute("aria-label", "Menu");
    this.menuButton.setAttribute("aria-haspopup", "menu");
    this.menuButton.setAttribute("aria-controls", this.menu.id);
    this.menuButton.append(icon("menu"));
    this.menuButton.addEventListener("click", () => this.menu.hidden ? this.openMenu() : this.closeMenu());
    this.tellMenu();
    return this.menuButton;
  }

  field(language) {
    this.input = element("textarea");
    this.input.rows = 1;
    this.input.dir = "auto";
    this.input.lang = language;
    this.input.maxLength = 4096;
    this.input.autocomplete = "off";
    this.input.enterKeyHint = "send";
    this.input.placeholder = this.words.message;
    this.input.setAttribute("aria-label", "Message to the bot");
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return; // Shift and Enter: a new line
      event.preventDefault();
      this.form.requestSubmit();
    });
    return this.input;
  }

  sender() {
    const button = element("button", "round send");
    button.setAttribute("aria-label", "Send");
    button.append(icon("send"));
    return button;
  }

  wide(name, onClick) {
    const button = element("button", "wide", this.words[name]);
    button.title = ENGLISH[name]; // for whoever shows the demo and does not read the phone's language
    button.type = "button";
    button.hidden = true;
    button.addEventListener("click", onClick);
    return button;
  }

  // ── what comes ───────────────────────────────────────────────────────────────────────────────

  // Read the chat anew; a call while one is under way has it read once more afterwards.
  refresh() {
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.read().finally(() => { this.reading = null; });
    return this.reading;
  }

  async read() {
    do {
      this.again = false;
      this.show(await server.readChat(this.id));
    } while (this.again);
  }

  show(chat) {
    const first = this.toastsSeen === null;
    const news = this.showMessages(chat.messages);
    this.showCommands(chat.commands);
    this.showToasts(chat.toasts);
    this.blocker.setAttribute("aria-checked", String(chat.blocked));
    this.root.classList.toggle("blocked", chat.blocked);
    this.opener.hidden = !chat.blocked;
    this.beginner.hidden = chat.blocked || chat.messages.length > 0;
    this.form.hidden = chat.blocked || chat.messages.length === 0;
    if (this.following) this.toEnd();
    else if (news) this.fresh.hidden = false;
    if (news && !first) this.onNews(this);
  }

  // Draw what is new or changed, take away what is gone; whether anything new came from the bot.
  showMessages(messages) {
    let news = false;
    const present = new Set(messages.map((message) => message.id));
    for (const [id, { node }] of this.shown) {
      if (present.has(id)) continue;
      node.remove();
      this.shown.delete(id);
    }
    for (const message of messages) {
      const told = JSON.stringify(message);
      const before = this.shown.get(message.id);
      if (before?.told === told) continue;
      const node = bubble(message, this.actions(), this.words);
      if (before) this.replace(before.node, node);
      else this.messages.append(node);
      news ||= !before && message.from_bot;
      this.shown.set(message.id, { told, node });
    }
    return news;
  }

  // Put an edited message in its place; the keyboard's focus stays on the button that was pressed.
  replace(old, node) {
    const keys = [...old.querySelectorAll(".key")];
    const focused = keys.indexOf(document.activeElement);
    old.replaceWith(node);
    if (focused < 0) return;
    const fresh = [...node.querySelectorAll(".key")];
    (fresh[Math.min(focused, fresh.length - 1)] ?? this.messages).focus({ preventScroll: true });
  }

  showCommands(commands) {
    const told = JSON.stringify(commands);
    if (told === this.commandsTold) return;
    this.commandsTold = told;
    this.menuButton.hidden = commands.length === 0;
    this.menu.replaceChildren(...commands.map(({ command, description }) => {
      const item = element("li");
      item.setAttribute("role", "none");
      const button = element("button");
      button.type = "button";
      button.setAttribute("role", "menuitem");
      button.tabIndex = -1;
      const words = element("span", "", description);
      words.dir = "auto";
      const name = element("bdi", "", `/${command}`);
      name.dir = "ltr";
      button.append(words, name);
      button.addEventListener("click", () => {
        this.closeMenu();
        this.say(`/${command}`);
      });
      item.append(button);
      return item;
    }));
  }

  showToasts(toasts) {
    for (const text of toasts.slice(this.toastsSeen ?? toasts.length)) this.toast(text);
    this.toastsSeen = toasts.length;
  }

  toast(text) {
    if (!text) return;
    const node = element("p", "toast", text);
    node.dir = "auto";
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_MILLISECONDS);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.messages;
    if (clientHeight === 0) return;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
    if (this.following) this.fresh.hidden = true;
  }

  toEnd() {
    this.following = true;
    this.messages.scrollTop = this.messages.scrollHeight;
    this.fresh.hidden = true;
  }

  // ── what its owner does ──────────────────────────────────────────────────────────────────────

  actions() {
    return {
      say: (text) => this.say(text),
      start: (payload) => this.start(payload),
      press: (messageId, data, button) => this.press(messageId, data, button),
    };
  }

  sendTyped() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.say(text);
  }

  say(text) {
    this.toEnd();
    return this.do(server.say(this.id, text));
  }

  start(payload) {
    return this.do(server.start(this.id, payload)).then(() => this.input.focus());
  }

  async press(messageId, data, button) {
    button.classList.add("pressed");
    await this.do(server.press(this.id, messageId, data));
    setTimeout(() => button.classList.remove("pressed"), 600);
  }

  toggleBlock() {
    const blocked = this.blocker.getAttribute("aria-checked") === "true";
    return this.do(blocked ? server.unblock(this.id) : server.block(this.id));
  }

  // Wait for the server; what it refuses is shown as a toast.
  async do(asked) {
    try {
      await asked;
      await this.refresh();
    } catch (error) {
      this.toast(error.message);
    }
  }

  // ── the command menu ─────────────────────────────────────────────────────────────────────────

  openMenu() {
    this.menu.hidden = false;
    this.tellMenu();
    this.items()[0]?.focus();
  }

  closeMenu() {
    this.hideMenu();
    this.menuButton.focus();
  }

  hideMenu() {
    this.menu.hidden = true;
    this.tellMenu();
  }

  tellMenu() {
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
  }

  items() {
    return [...this.menu.querySelectorAll("[role=menuitem]")];
  }

  moveInMenu(event) {
    const items = this.items();
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}
