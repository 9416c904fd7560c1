type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An HTML element. Texts become text nodes, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.flat().filter((child): child is Node | string => child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing of one or more paths on a square of 24 units, hidden from screen readers: words stand beside it. */
export function drawing(className: string, ...paths: readonly string[]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  setAttributes(svg, { class: className, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' });
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
}
