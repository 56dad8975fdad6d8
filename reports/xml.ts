export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly Element[];
  /** Stands before the children. */
  readonly text?: string;
}

/** An XML 1.0 document, indented; characters that XML cannot hold become U+FFFD. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, "")}`;
}

function render({ name, attributes = {}, children = [], text }: Element, indent: string): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escape(String(value), attributeEntities)}"`,
  );
  const open = `${indent}<${name}${written.join("")}`;
  const inner = text === undefined ? "" : escape(text, textEntities);
  if (children.length === 0) return inner === "" ? `${open}/>\n` : `${open}>${inner}</${name}>\n`;
  return `${open}>${inner}\n${children.map((child) => render(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

const textEntities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** Line ends in attributes would be read back as spaces. */
const attributeEntities: Readonly<Record<string, string>> = {
  ...textEntities,
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function escape(text: string, entities: Readonly<Record<string, string>>): string {
  return text.replace(illegal, "\ufffd").replace(/[&<>"\r\n\t]/g, (character) => entities[character] ?? character);
}
