// What all figures share: colours that people with colour-blind eyes tell apart, on light and dark ground,
// and type.
import { checkArgument } from "../../arguments/check.ts";
import { text } from "../../arguments/kinds.ts";

/** Ground of a figure. */
export type Theme = "light" | "dark";

/** Options of every figure. */
export interface FigureOptions {
  /** Ground and colours; default "light". */
  readonly theme?: Theme;
  /** Heading above the figure; adds 26 px to its height. */
  readonly title?: string;
  /** Size of the figure [px], without the heading. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Colours of a theme as #rrggbb. All but `background` and `faint` stand out from the ground by 3:1 or more.
 */
export interface ThemeColours {
  readonly background: string;
  /** Text, axes and what is compared with the data. */
  readonly ink: string;
  /** Frames, zero lines and reference lines. */
  readonly muted: string;
  /** Borders between groups; quiet by intent. */
  readonly faint: string;
  /** Cells without a value; in no colour scale. */
  readonly missing: string;
  readonly excitatory: string;
  readonly inhibitory: string;
  readonly neutral: string;
  /** Groups without a colour of their own take these in turn. */
  readonly palette: readonly string[];
}

/** Colours of Okabe & Ito (2008). */
export const colours = { excitatory: "#0072b2", inhibitory: "#d55e00", neutral: "#4d4d4d" } as const;

/**
 * The colours of both grounds, which are those of the panels of pages; marks have those of Okabe & Ito, darker or
 * lighter where they would not stand out.
 */
export const themes: Readonly<Record<Theme, ThemeColours>> = {
  light: {
    background: "#ffffff",
    ink: "#000000",
    muted: "#888888",
    faint: "#bbbbbb",
    missing: "#8a8a8a",
    ...colours,
    palette: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#6e4f00", "#2f93cc", "#000000"],
  },
  dark: {
    background: "#172029",
    ink: "#e7ecf0",
    muted: "#8a96a1",
    faint: "#46525d",
    missing: "#8a96a1",
    excitatory: "#56b4e9",
    inhibitory: "#ff8c42",
    neutral: "#b8bcc4",
    palette: ["#56b4e9", "#ff8c42", "#2bc49a", "#e5a8d0", "#f0d060", "#c9e6fa", "#e7ecf0"],
  },
};

/** The colours of a figure. */
export const coloursOf = ({ theme = "light" }: FigureOptions): ThemeColours => themes[theme];

/** Type of all text. The first family is the one that pictures are rendered with. */
export const fontFamily = "DejaVu Sans, Helvetica, Arial, sans-serif";
export const fontSize = 12;

/** A population as a figure shows it. */
export interface Group {
  readonly label: string;
  /**
   * Any colour written as #rrggbb; those of the light theme take their lighter form on dark ground. Default:
   * by the label where it is E or I, alone or after a digit, else the next one of the palette.
   */
  readonly colour?: string;
}

/**
 * Colour of a population by its label, which ends in E or I where the kind is known.
 *
 * @example const blue = colourOf("L4E");
 */
export function colourOf(label: string): string {
  checkArgument(label, "colourOf", "label", text);
  if (label.endsWith("E")) return colours.excitatory;
  return label.endsWith("I") ? colours.inhibitory : colours.neutral;
}

const isPopulation = (label: string): boolean => /(^|\d)[EI]$/.test(label);

/** A colour of the light theme as it is on the ground of another. */
function onGround(colour: string, theme: ThemeColours): string {
  const { light } = themes;
  const place = light.palette.indexOf(colour);
  if (place >= 0) return theme.palette[place] as string;
  return colour === light.neutral ? theme.neutral : colour;
}

/** Groups with the colours in which they are drawn. */
export function coloured<One extends Group>(
  groups: readonly One[],
  options: FigureOptions,
): (One & { readonly colour: string })[] {
  const theme = coloursOf(options);
  return groups.map((group, index) => {
    const next = themes.light.palette[index % themes.light.palette.length] as string;
    const own = group.colour ?? (isPopulation(group.label) ? colourOf(group.label) : next);
    return { ...group, colour: onGround(own, theme) };
  });
}

// Longer labels would take the room of the data.
const longestLabel = 16;

/**
 * `L23E` as it is written in text: `L2/3E`.
 *
 * @example populationName("L23E"); // "L2/3E"
 */
export function populationName(label: string): string {
  checkArgument(label, "populationName", "label", text);
  return label.replace(/^L23(?!\d)/, "L2/3");
}

/**
 * {@link populationName} for figures: long names are cut.
 *
 * @example displayLabel("L23E"); // "L2/3E"
 */
export function displayLabel(label: string): string {
  checkArgument(label, "displayLabel", "label", text);
  const name = populationName(label);
  return name.length > longestLabel ? `${name.slice(0, longestLabel - 1)}…` : name;
}

/** The margin [px] that labels on the left need; the width of their type depends on its size and weight. */
export function labelMargin(groups: readonly Group[], perLetter: number): number {
  const longest = Math.max(0, ...groups.map(({ label }) => displayLabel(label).length));
  return Math.max(64, Math.ceil(24 + longest * perLetter));
}
