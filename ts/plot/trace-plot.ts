// State variables of a few neurons over time, one panel per variable.
import * as Plot from "@observablehq/plot";
import type { Traces } from "../simulate/recording.ts";
import { figure } from "./figure.ts";
import { colours } from "./style.ts";

/** Options of {@link tracePlot}. */
export interface TracePlotOptions {
  /** Units of the variables, by name, e.g. `{ V_m: "mV" }`. */
  readonly units?: Readonly<Record<string, string>>;
  /** At most so many neurons are drawn; default 5. */
  readonly neurons?: number;
  /** Size of the figure [px]; default 760 wide, 150 per variable. */
  readonly width?: number;
  readonly height?: number;
}

const lineColours = [
  colours.excitatory,
  colours.inhibitory,
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#000000",
];

/**
 * Draws recorded variables over time, neurons in different colours.
 *
 * @returns the text of an SVG file
 * @throws RangeError when nothing was recorded.
 */
export async function tracePlot(traces: Traces, options: TracePlotOptions = {}): Promise<string> {
  const { width = 760, height = 40 + 150 * traces.names.length } = options;
  if (traces.times.length === 0 || traces.ids.length === 0)
    throw new RangeError("there are no samples to draw");
  const shown = Math.min(traces.ids.length, options.neurons ?? 5);
  const title = (name: string): string => (options.units?.[name] ? `${name} (${options.units[name]})` : name);
  return joined(
    await Promise.all(
      traces.names.map((name, panel) => {
        const last = panel === traces.names.length - 1;
        return figure({
          width,
          height: height / traces.names.length,
          marginLeft: 64,
          marginRight: 16,
          marginTop: 20,
          marginBottom: last ? 42 : 24,
          x: { label: last ? "time (ms)" : null, labelAnchor: "center", labelArrow: "none" },
          y: {
            label: title(name),
            labelAnchor: "center",
            labelArrow: "none",
            grid: true,
            ticks: 4,
            ...range(traces, name, shown),
          },
          marks: [
            ...Array.from({ length: shown }, (_, neuron) =>
              Plot.lineY(traces.trace(name, neuron), {
                x: Array.from(traces.times),
                stroke: colourAt(neuron),
                strokeWidth: 1.2,
              }),
            ),
            ...(panel === 0 ? legend(traces, shown) : []),
          ],
        });
      }),
    ),
    width,
    height,
  );
}

const colourAt = (neuron: number): string => lineColours[neuron % lineColours.length] as string;

/** The axis of a variable: one that never changes has no range of its own. */
function range(traces: Traces, name: string, shown: number): Plot.ScaleOptions {
  let [low, high] = [Infinity, -Infinity];
  for (let neuron = 0; neuron < shown; neuron++)
    for (const value of traces.trace(name, neuron))
      [low, high] = [Math.min(low, value), Math.max(high, value)];
  const around = Math.max(1, Math.abs(low) / 100);
  return low === high ? { domain: [low - around, high + around] } : { nice: true };
}

/** The neurons in their colours above the first panel. */
function legend(traces: Traces, shown: number): Plot.Markish[] {
  const more = traces.ids.length > shown ? ` (${shown} of ${traces.ids.length})` : "";
  return Array.from({ length: shown }, (_, neuron) =>
    Plot.text([`neuron ${traces.ids[neuron]}${neuron === shown - 1 ? more : ""}`], {
      frameAnchor: "top-left",
      lineAnchor: "bottom",
      dx: neuron * 100,
      dy: -6,
      fill: colourAt(neuron),
    }),
  );
}

/** Several figures of equal height below each other as one. */
function joined(panels: readonly string[], width: number, height: number): string {
  if (panels.length === 1) return panels[0] as string;
  const each = height / panels.length;
  const nested = panels.map((panel, index) => panel.replace("<svg", `<svg y="${index * each}"`));
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${nested.join("")}</svg>\n`;
}
