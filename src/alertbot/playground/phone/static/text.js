// A message's text with its entities as DOM nodes: one block per line, so that each finds its own direction.

const ELEMENTS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s",
  code: "code", pre: "code",
};
const QUOTES = new Set(["blockquote", "expandable_blockquote"]); // whole lines, so of the block and not of pieces
const CLASSES = { spoiler: "spoiler", mention: "mark", hashtag: "mark", cashtag: "mark", text_mention: "mark" };

// Offsets of entities count UTF-16 units, which is how JavaScript counts too.
export function paragraphs(text, entities, onCommand, onStart) {
  let from = 0;
  return text.split("\n").map((line) => {
    const within = (entity) => entity.offset <= from && entity.offset + entity.length >= from + line.length;
    const quoted = entities.some((entity) => QUOTES.has(entity.type) && within(entity));
    const block = element("div", quoted ? "line quote" : "line");
    block.dir = "auto";
    const inside = entities.filter((entity) => !QUOTES.has(entity.type));
    block.append(...pieces(line, from, inside, onCommand, onStart));
    if (!line) block.append(document.createElement("br"));
    from += line.length + 1;
    return block;
  });
}

function pieces(line, from, entities, onCommand, onStart) {
  const to = from + line.length;
  const here = entities.filter((entity) => entity.offset < to && entity.offset + entity.length > from);
  const cuts = new Set([from, to]);
  for (const { offset, length } of here) {
    cuts.add(Math.max(offset, from));
    cuts.add(Math.min(offset + length, to));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((place, index) => {
    const piece = line.slice(place - from, places[index + 1] - from);
    const over = here.filter((entity) => entity.offset <= place && entity.offset + entity.length > place);
    const whole = (entity) => line.slice(Math.max(entity.offset, from) - from, entity.offset + entity.length - from);
    return over.reduceRight(
      (inner, entity) => wrap(inner, entity, whole(entity), onCommand, onStart),
      document.createTextNode(piece),
    );
  });
}

function wrap(inner, entity, text, onCommand, onStart) {
  const outer = outside(entity, text, onCommand, onStart);
  outer.append(inner);
  return outer;
}

function outside(entity, text, onCommand, onStart) {
  if (entity.type === "bot_command") return command(text, onCommand);
  if (entity.type === "url") return link(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`, onStart);
  if (entity.type === "text_link") return link(entity.url, onStart);
  const node = element(ELEMENTS[entity.type] ?? "span", CLASSES[entity.type]);
  if (entity.type === "pre") node.className = "pre";
  return node;
}

function command(text, onCommand) {
  const button = element("button", "command");
  button.type = "button";
  button.dir = "ltr"; // the slash stays in front, also in right-to-left text
  button.addEventListener("click", () => onCommand(text));
  return button;
}

// A link that opens in a new tab; one that starts the bot does so on this phone; others than the web's do nothing.
export function link(address, onStart) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return element("span", "mark");
  const anchor = element("a");
  anchor.href = url.href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  if (url.hostname === "t.me" && url.searchParams.has("start")) {
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      onStart(url.searchParams.get("start"));
    });
  }
  return anchor;
}

export function element(name, className = "", text = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
