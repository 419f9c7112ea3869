/** Styles of elements that depend on what is shown; the policy of the pages lets only scripts set them. */

/** Gives an element some styles: `<span ref={placed({ top: "20%" })}>`. */
export const placed = (style: Readonly<Record<string, string>>) => (element: HTMLElement | null) => {
  if (element) Object.assign(element.style, style);
};
