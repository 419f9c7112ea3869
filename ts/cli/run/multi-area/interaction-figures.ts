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
  /** What an area is called beside its name. */
  readonly labelOf?: (area: number) => string;
  readonly z: string;
}

function drawingOf(names: readonly string[], matrix: AreaMatrix): Drawing {
  const { name, title, values, order, colourOf, labelOf, z } = matrix;
  const shown = order.flatMap((row) =>
    order.map((column) => (row === column ? Number.NaN : (values[row * names.length + column] as number))),
  );
  const column = (area: number) => ({ label: names[area] as string, size: 1, colour: colourOf(area) });
  const columnGroups = order.map(column);
  const groups = order.map((area) => ({
    ...column(area),
    label: labelOf?.(area) ?? (names[area] as string),
  }));
  const side = 15 * names.length;
  const size = { width: Math.max(540, 240 + side), height: Math.max(420, 120 + side) };
  const options = { groups, columnGroups, ...size, z, scale: "diverging" } as const;
  return { name, title, draw: (theme: Theme) => matrixPlot(shown, { ...options, theme }) };
}

/** Places of areas, sorted by a number of each; those without one are left out. */
const sorted = (values: ArrayLike<number>): number[] =>
  Array.from(values, (_, area) => area)
    .filter((area) => Number.isFinite(values[area]))
    .sort((one, other) => (values[one] as number) - (values[other] as number) || one - other);

function connectivity({ areas, currents, bold, communities }: Interactions): Drawing[] {
  const order = sorted(communities.labels);
  const colourOf = (area: number): string =>
    palette[(communities.labels[area] as number) % palette.length] as string;
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
  ...lags(found),
];
