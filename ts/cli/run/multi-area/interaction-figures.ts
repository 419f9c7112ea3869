// Figures of how areas act together: matrices, areas in the order that shows it.
import { matrixPlot, type Theme, themes } from "../../../plot/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import type { Interactions } from "./interactions.ts";

const { palette, neutral } = themes.light;

/** A matrix of areas. */
interface AreaMatrix {
  readonly name: string;
  readonly title: string;
  readonly values: Float64Array;
  /** Areas from the top down. */
  readonly order: readonly number[];
  readonly colourOf: (area: number) => string;
  /** Colours of the names below; default: as those beside. */
  readonly columnColourOf?: (area: number) => string;
  /** What an area is called beside its name. */
  readonly labelOf?: (area: number) => string;
  readonly z: string;
  /** Default: diverging. */
  readonly scale?: "sequential";
  /** Titles of the axes; default: none. */
  readonly axes?: { readonly x: string; readonly y: string };
}

function drawingOf(names: readonly string[], matrix: AreaMatrix): Drawing {
  const { name, title, values, order, colourOf, columnColourOf = colourOf, labelOf, z } = matrix;
  const shown = order.flatMap((row) =>
    order.map((column) => (row === column ? Number.NaN : (values[row * names.length + column] as number))),
  );
  const nameOf = (area: number): string => names[area] as string;
  const columnGroups = order.map((area) => ({ label: nameOf(area), size: 1, colour: columnColourOf(area) }));
  const groups = order.map((area) => ({
    label: labelOf?.(area) ?? nameOf(area),
    size: 1,
    colour: colourOf(area),
  }));
  const side = 15 * names.length;
  const size = { width: Math.max(540, 240 + side), height: Math.max(420, 120 + side) };
  const options = {
    groups,
    columnGroups,
    ...size,
    ...matrix.axes,
    z,
    scale: matrix.scale ?? "diverging",
  } as const;
  return { name, title, draw: (theme: Theme) => matrixPlot(shown, { ...options, theme }) };
}

/** Places of areas, sorted by a number of each; those without one are left out. */
const sorted = (values: ArrayLike<number>): number[] =>
  Array.from(values, (_, area) => area)
    .filter((area) => Number.isFinite(values[area]))
    .sort((one, other) => (values[one] as number) - (values[other] as number) || one - other);

/** A colour for each community. */
const coloursOf =
  ({ labels }: { readonly labels: Uint32Array }) =>
  (area: number): string =>
    palette[(labels[area] as number) % palette.length] as string;

function connectivity({ areas, currents, bold, communities }: Interactions): Drawing[] {
  const order = sorted(communities.labels);
  const colourOf = coloursOf(communities);
  const z = "correlation coefficient";
  const common = { order, colourOf, z };
  const of = "Functional connectivity from";
  return [
    {
      ...common,
      name: "area-connectivity",
      title: `${of} synaptic currents, by communities`,
      values: currents,
    },
    ...(bold
      ? [{ ...common, name: "area-connectivity-bold", title: `${of} BOLD signals`, values: bold }]
      : []),
  ].map((matrix) => drawingOf(areas, matrix));
}

function structure({ areas, inDegrees, communities, structural }: Interactions): Drawing {
  const matrix = {
    name: "area-structure",
    title:
      "Synapses onto areas (rows) by structural communities; names below in the colours of functional ones",
    // Without synapses there is no logarithm.
    values: inDegrees.map((value) => (value > 0 ? Math.log10(value) : Number.NaN)),
    order: sorted(structural.labels),
    colourOf: coloursOf(structural),
    columnColourOf: coloursOf(communities),
    z: "synapses per neuron (log10)",
    scale: "sequential",
    axes: { x: "from", y: "onto" },
  } as const;
  return drawingOf(areas, matrix);
}

function lags({ areas, lags: values, hierarchy }: Interactions): Drawing[] {
  const placed = sorted(hierarchy.positions);
  if (placed.length < 2) return [];
  const matrix = {
    name: "area-lags",
    title: "By how much areas (rows) follow others, in the order that fits best",
    values,
    order: placed,
    colourOf: () => neutral,
    z: "follows by (ms)",
    labelOf: (area: number) => `${areas[area]} ${(hierarchy.positions[area] as number).toFixed(2)}`,
  };
  return [drawingOf(areas, matrix)];
}

/** The figures of how areas act together. */
export const interactionDrawings = (found: Interactions): Drawing[] => [
  ...connectivity(found),
  structure(found),
  ...lags(found),
];
