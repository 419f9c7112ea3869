// What all figures share: colours that people with colour-blind eyes tell apart, type, and size.

/** Colours of Okabe & Ito (2008). */
export const colours = { excitatory: "#0072b2", inhibitory: "#d55e00", neutral: "#4d4d4d" } as const;

/** Type of all text. The first family is the one that pictures are rendered with. */
export const fontFamily = "DejaVu Sans, Helvetica, Arial, sans-serif";
export const fontSize = 12;

/** A population as a figure shows it. */
export interface Group {
  readonly label: string;
  /** Any CSS colour written as #rrggbb. */
  readonly colour: string;
}

/** Colour of a population by its label, which ends in E or I where the kind is known. */
export function colourOf(label: string): string {
  if (label.endsWith("E")) return colours.excitatory;
  return label.endsWith("I") ? colours.inhibitory : colours.neutral;
}

// Longer labels would take the room of the data.
const longestLabel = 16;

/** `L23E` as it is written in text: `L2/3E`; long labels are cut. */
export function displayLabel(label: string): string {
  const text = label.replace(/^L23/, "L2/3");
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
}

/** The margin [px] that labels on the left need; the width of their type depends on its size and weight. */
export function labelMargin(groups: readonly Group[], perLetter: number): number {
  const longest = Math.max(0, ...groups.map(({ label }) => displayLabel(label).length));
  return Math.max(64, Math.ceil(24 + longest * perLetter));
}
