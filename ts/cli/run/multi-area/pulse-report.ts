// What a report tells of the answers to a pulse: a table, a file, facts and figures.
import { csvFormatRows } from "d3-dsv";
import { linePlot, matrixPlot, stackFigures, type Theme, themes } from "../../../plot/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import type { PageTable } from "../../report/page.ts";
import { fixed } from "../../terminal/terminal.ts";
import { type AreaResponse, before, bin, type PulseResponses } from "./pulse-response.ts";

const { palette, neutral } = themes.light;

const heading = [
  ...["area", "distance (mm)", "hierarchy", "first change (ms)", "latency (ms)"],
  ...["peak of the change (1/s)", "peak at (ms)"],
];

const numbersOf = (one: AreaResponse): number[] => [
  ...[one.distance, one.hierarchy, one.firstChange, one.latency],
  ...[one.peak, one.peakLatency],
];

const digits = [1, 2, 1, 0, 1, 0];

/** The answers in the order in which the pulse reaches the areas. */
export function pulseTable({ pulse, areas }: PulseResponses): PageTable {
  const rows = areas.map((one) => [
    one.area,
    ...numbersOf(one).map((value, column) =>
      Number.isFinite(value) ? fixed(value, digits[column] as number) : "-",
    ),
  ]);
  return { title: `Answers to the pulse into ${pulse.area}`, heading, rows };
}

/** The same as a file. */
export function pulseText({ areas }: PulseResponses): string {
  const rows = areas.map((one) => [
    one.area,
    ...numbersOf(one).map((value) => (Number.isFinite(value) ? String(value) : "")),
  ]);
  return `${csvFormatRows([heading, ...rows])}\n`;
}

/** What the pulse was, and how far it came. */
export function pulseFacts({
  pulse,
  areas,
  withDistance,
  withHierarchy,
}: PulseResponses): [string, string][] {
  const { area, onsets, duration, amplitude, window } = pulse;
  const answering = areas.filter((one) => one.area !== area && Number.isFinite(one.latency)).length;
  const count = onsets.length === 1 ? `at ${onsets[0]} ms` : `${onsets.length} times from ${onsets[0]} ms on`;
  return [
    ["pulse", `${amplitude} pA into excitatory neurons of ${area} for ${duration} ms, ${count}`],
    ["answers", `${answering} of ${areas.length - 1} other areas beyond chance within ${window} ms`],
    [
      "first change",
      `correlation with distance ${fixed(withDistance, 2)}, with hierarchy ${fixed(withHierarchy, 2)}`,
    ],
  ];
}

/** Changes of rates over time, areas from the first that the pulse reaches down. */
function courses({ pulse, areas }: PulseResponses): Drawing {
  const columns = (areas[0] as AreaResponse).course.length;
  const values = areas.flatMap(({ course }) => [...course]);
  // The excited area would leave no colours for the others.
  const others = areas.filter(({ area }) => area !== pulse.area).flatMap(({ course }) => [...course]);
  const most = others.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const groups = areas.map(({ area: label }) => ({ label, size: 1, colour: neutral }));
  const size = { width: 760, height: 110 + 16 * areas.length };
  const xRange = [-before, columns * bin - before] as const;
  const colours = { scale: "diverging", range: [-most, most] } as const;
  const options = { columns, groups, ...size, xRange, ...colours };
  return {
    name: "area-pulse",
    title: `Change of the rates by the pulse into ${pulse.area}`,
    draw: (theme) =>
      matrixPlot(values, {
        ...options,
        x: "time after the pulse began (ms)",
        z: "change of the rate (1/s)",
        theme,
      }),
  };
}

/** When a spike changes first, and when the rate does beyond chance, over a property of areas. */
function latencies(
  areas: readonly AreaResponse[],
  of: (area: AreaResponse) => number,
  x: string,
  theme: Theme,
) {
  const kinds = [
    {
      label: "first changed spike after the first pulse",
      value: ({ firstChange }: AreaResponse) => firstChange,
    },
    { label: "change of the mean rate beyond chance", value: ({ latency }: AreaResponse) => latency },
  ];
  const lines = kinds.flatMap(({ label, value }, index) => {
    const known = areas.filter((area) => Number.isFinite(value(area)) && Number.isFinite(of(area)));
    if (known.length === 0) return [];
    const colour = palette[index] as string;
    return [{ label, colour, x: known.map(of), y: known.map(value), points: true, joined: false }];
  });
  return lines.length === 0
    ? []
    : [linePlot(lines, { x, y: "latency (ms)", width: 760, height: 260, theme })];
}

function orders({ pulse, areas }: PulseResponses): Drawing[] {
  const others = areas.filter(({ area }) => area !== pulse.area);
  const panels = (theme: Theme): Promise<string>[] => [
    ...latencies(others, ({ distance }) => distance, `distance from ${pulse.area} (mm)`, theme),
    ...latencies(others, ({ hierarchy }) => hierarchy, "place in the hierarchy (0 to 1)", theme),
  ];
  if (!others.some(({ firstChange, distance }) => Number.isFinite(firstChange + distance))) return [];
  const draw = async (theme: Theme): Promise<string> =>
    stackFigures(await Promise.all(panels(theme)), { theme });
  return [
    { name: "area-pulse-latencies", title: `When the pulse into ${pulse.area} reaches other areas`, draw },
  ];
}

/** The figures of the answers. */
export const pulseDrawings = (responses: PulseResponses): Drawing[] => [
  courses(responses),
  ...orders(responses),
];
