// The few pictures of the page, drawn as lines in the colour of the text.

const PATHS = {
  send: "M4 12h15M13 6l6 6-6 6",
  menu: "M5 7h14M5 12h14M5 17h9",
  silent: "M6 16.5h12l-1.5-2.5v-4a4.5 4.5 0 0 0-9 0v4zM10.5 19h3M4 4l16 16",
  outside: "M9 6h9v9M18 6 7 17",
  down: "M6 9l6 6 6-6",
};

export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
