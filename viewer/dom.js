// Elements of the page. Text of articles enters the page here and only as text: nothing is parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

// Returns the element of the page with that id.
export function element(id) {
  return document.getElementById(id);
}

// Returns a new element: properties are attributes, but `text`, and `on…`, which are listeners.
export function make(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

// Returns a new element of a drawing.
export function draw(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// Puts other children into an element.
export function refill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter(Boolean));
}

// Returns a link to a page of the web, or plain text where the address is no such page.
export function link(address, text) {
  if (!/^https?:[/][/]/i.test(address ?? "")) return document.createTextNode(text);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow", text });
}

// Offers a file to keep.
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value == null) continue;
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter(Boolean));
  return made;
}
