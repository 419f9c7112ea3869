// Figures of the neuron page, as the texts of SVG files.
import { colours, linePlot, rasterPlot, stackFigures } from "cajal/plot";
import { currentOf, spikesOf, unitOf, withStrokes } from "./drawn.ts";
import type { Choice, Experiment } from "./experiment.ts";
import type { Courses } from "./messages.ts";
import type { Results } from "./use-experiment.ts";

const size = { width: 760, height: 190 };

/** Name and colour of a model, as on the page. */
const modelOf = (choices: readonly Choice[], k: number) => ({
  label: choices[k]?.model ?? "",
  colour: k === 0 ? colours.excitatory : colours.inhibitory,
});

const titled = (title: string | undefined) => (title === undefined ? {} : { title });

/** The spikes, for figures without the potential, whose strokes show them. */
const spikesFigure = (found: Courses, experiment: Experiment, title: string | undefined): Promise<string> =>
  rasterPlot(spikesOf(found, experiment), {
    groups: found.courses.map((_, k) => ({ ...modelOf(experiment.choices, k), neurons: [k] })),
    width: size.width,
    height: 64 + 24 * found.courses.length,
    ...titled(title),
  });

/** The range of some lines; nothing where they are flat. */
function rangeOf(lines: readonly { readonly y: Float64Array }[]) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y } of lines)
    for (const value of y) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low < high ? { yRange: [low, high] as const } : {};
}

/** What is drawn, variable by variable, with the current below. */
export async function tracesFigure(
  found: Courses,
  experiment: Experiment,
  names: readonly string[],
  title: string | undefined,
): Promise<string> {
  const { times, courses } = found;
  const { choices, duration } = experiment;
  const axes = { ...size, x: "time (ms)", xRange: [0, duration] as const };
  const stroked = names.includes("V_m");
  const variables = names.map((name, panel) => {
    const lines = courses.flatMap(({ values, spikes }, k) => {
      const recorded = values[name];
      if (!recorded) return [];
      const y = name === "V_m" ? withStrokes(recorded, spikes) : recorded;
      return [{ ...modelOf(choices, k), x: times, y }];
    });
    const heading = titled(stroked && panel === 0 ? title : undefined);
    return linePlot(lines, {
      ...axes,
      ...rangeOf(lines),
      ...heading,
      y: `${name} (${unitOf(name, experiment)})`,
    });
  });
  const x = times.length > 0 ? times : Float64Array.of(0, duration);
  const current = { label: "current", colour: colours.neutral, x, y: currentOf(experiment, x) };
  return stackFigures(
    await Promise.all([
      ...(stroked ? [] : [spikesFigure(found, experiment, title)]),
      ...variables,
      linePlot([current], { ...axes, height: 150, y: "I (pA)" }),
    ]),
  );
}

/** Rate over current. */
export async function curveFigure(
  { curve, curveChoices }: Results,
  title: string | undefined,
): Promise<string> {
  if (!curve) throw new Error("the curve is not there yet");
  const lines = curve.rates.map((y, k) => ({
    ...modelOf(curveChoices, k),
    x: curve.currents,
    y,
    points: true,
  }));
  return linePlot(lines, { x: "current (pA)", y: "rate (1/s)", ...titled(title) });
}
