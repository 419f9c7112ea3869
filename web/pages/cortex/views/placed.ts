/** Gives an element its place; the policy of the pages lets only scripts set styles. */
export const placed = (style: Readonly<Record<string, string>>) => (element: HTMLElement | null) => {
  if (element) Object.assign(element.style, style);
};
