// State variables of a few neurons over time, one panel per variable.
import * as Plot from "@observablehq/plot";
import { checkOptions, checkParts } from "../../arguments/check.ts";
import { callback, numbers, optional, recordOf, text, wholeFrom } from "../../arguments/kinds.ts";
import type { Traces } from "../../simulate/recording.ts";
import { ofFigure, refuseCounts, someTexts } from "../frame/arguments.ts";
import { figure } from "../frame/figure.ts";
import { type LegendEntry, legend } from "../frame/legend.ts";
import { stackFigures } from "../frame/stack.ts";
import { coloursOf, type FigureOptions } from "../frame/style.ts";

/** Options of {@link tracePlot}; the figure is 760 wide and 150 high per variable unless given. */
export interface TracePlotOptions extends FigureOptions {
  /** Units of the variables, by name, e.g. `{ V_m: "mV" }`. */
  readonly units?: Readonly<Record<string, string>>;
  /** At most so many neurons are drawn; default 5. */
  readonly neurons?: number;
}

const call = "tracePlot";

const ofTraces = { times: numbers, ids: numbers, names: someTexts, trace: callback };
const ofPlot = { ...ofFigure, units: optional(recordOf(text)), neurons: optional(wholeFrom(1)) };

/**
 * Draws recorded variables over time, neurons in different colours.
 *
 * @returns the text of an SVG file
 * @throws CajalError when nothing was recorded, or an option is none.
 * @example const svg = await tracePlot(sim.read(membrane), { units: { V_m: "mV" }, neurons: 3 });
 */
export async function tracePlot(traces: Traces, options: TracePlotOptions = {}): Promise<string> {
  checkParts(traces, call, "traces", ofTraces);
  checkOptions(options, call, ofPlot);
  const { width = 760, height = 40 + 150 * traces.names.length } = options;
  if (traces.times.length === 0 || traces.ids.length === 0)
    refuseCounts(call, "traces", "traces must have at least one sample of one neuron");
  const shown = Math.min(traces.ids.length, options.neurons ?? 5);
  const title = (name: string): string => (options.units?.[name] ? `${name} (${options.units[name]})` : name);
  const { theme = "light" } = options;
  const panels = traces.names.map((name, panel) => {
    const last = panel === traces.names.length - 1;
    const names = legend(panel === 0 ? namesOf(traces, shown, options) : [], width - 80, options);
    const description = {
      width,
      height: height / traces.names.length,
      marginLeft: 64,
      marginRight: 16,
      marginTop: Math.max(20, 8 + names.height),
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
            stroke: colourAt(neuron, options),
            strokeWidth: 1.2,
          }),
        ),
      ],
    } as const satisfies Plot.PlotOptions;
    return figure(call, description, panel === 0 ? options : { theme }, { legend: names });
  });
  return stackFigures(await Promise.all(panels), { theme });
}

function colourAt(neuron: number, options: FigureOptions): string {
  const { palette } = coloursOf(options);
  return palette[neuron % palette.length] as string;
}

/** The axis of a variable: one that never changes has no range of its own. */
function range(traces: Traces, name: string, shown: number): Plot.ScaleOptions {
  let [low, high] = [Infinity, -Infinity];
  for (let neuron = 0; neuron < shown; neuron++)
    for (const value of traces.trace(name, neuron))
      [low, high] = [Math.min(low, value), Math.max(high, value)];
  const around = Math.max(1, Math.abs(low) / 100);
  return low === high ? { domain: [low - around, high + around] } : { nice: true };
}

/** The neurons in their colours. */
function namesOf(traces: Traces, shown: number, options: FigureOptions): LegendEntry[] {
  const more = traces.ids.length > shown ? ` (${shown} of ${traces.ids.length})` : "";
  return Array.from({ length: shown }, (_, neuron) => ({
    label: `neuron ${traces.ids[neuron]}${neuron === shown - 1 ? more : ""}`,
    colour: colourAt(neuron, options),
    sample: "line",
  }));
}
