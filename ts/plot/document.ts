// The document in which figures are made: the page's own, or a light one where there is no page.

/** A document that can make SVG elements. */
export async function svgDocument(): Promise<Document> {
  if (typeof document !== "undefined") return document;
  const { parseHTML } = await import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}
