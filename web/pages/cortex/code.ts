// The program that does what the page shows, pulse by pulse.
import { plain } from "../../network/plain.ts";
import { meansFrom } from "./activity/activity.ts";
import type { Pulse } from "./network/messages.ts";
import { areaCount, areaName, type State } from "./state.ts";

// Longer histories are told by the last pulse.
const mostPulses = 60;

// Without a history the program runs so long, and sends its pulse at this time, when the begin is over [ms].
const whole = 600;
const settled = 500;

/** What was done on the page, in the order of time. */
interface History {
  readonly exact: boolean;
  readonly pulses: readonly Pulse[];
  /** [ms] */
  readonly until: number;
}

function historyOf({ chosen, amplitude, duration }: State, pulses: readonly Pulse[], time: number): History {
  if (time > 0 && pulses.length <= mostPulses) {
    const given = pulses.filter(({ start }) => start < time);
    return { exact: true, pulses: given.toSorted((one, other) => one.start - other.start), until: time };
  }
  const pulse = { area: chosen, start: settled, amplitude, duration };
  return { exact: false, pulses: [pulse], until: whole };
}

/** The network and the currents into the areas that have pulses. */
function description(settings: State, pulsed: readonly string[]): string {
  const { cortex, state, chi, areas, scale, indegreeScale, seed, connectivity, weights } = settings;
  const part = areas.length > 0 ? `\n  areas: ${JSON.stringify(areas.map(areaName))},` : "";
  const forms = [
    ...(connectivity === "made" ? ['connectivity: "made"'] : []),
    ...(weights === "compact" ? ['weights: "compact"'] : []),
  ];
  const build = forms.length > 0 ? `{ ${forms.join(", ")} }` : "";
  const currents =
    pulsed.length === 0
      ? ""
      : `
// A current for each area that has pulses, into its excitatory neurons.
const currents = new Map();
for (const name of ${JSON.stringify(pulsed)}) {
  const excitatory = model.areas.get(name).filter((one) => one.name.endsWith("E"));
  const views = excitatory.map(({ view }) => view);
  currents.set(name, model.network.stimulate(views, dc({ amplitude: 0 })));
}`;
  return `// ${areaCount} areas of a synthetic cortex (Schmidt et al. 2018), thinned.
const connectome = syntheticConnectome({ areas: ${areaCount}, seed: ${cortex} });
const model = multiArea(connectome, {
  state: "${state}", chi: ${plain(chi)},${part}
  scale: ${plain(scale)}, indegreeScale: ${plain(indegreeScale)}, seed: ${seed},
});${currents}
const sim = await model.network.build(${build});
`;
}

function running({ exact, pulses, until }: History): string {
  const told = exact
    ? "What was done on the page, to the time step"
    : "The present settings, from the beginning";
  const run = `await sim.run(${plain(until)} - sim.time);`;
  if (pulses.length === 0) return `// ${told}: ms.\nawait sim.run(${plain(until)});\n`;
  const rows = pulses.map(
    ({ area, start, amplitude, duration }) =>
      `  { area: "${areaName(area)}", start: ${start}, amplitude: ${plain(amplitude)}, duration: ${plain(duration)} },`,
  );
  return `// ${told}: ms, pA.
const pulses = [
${rows.join("\n")}
];
for (const { area, start, amplitude, duration } of pulses) {
  if (start > sim.time) await sim.run(start - sim.time);
  sim.set(currents.get(area), { amplitude, start, stop: start + duration });
}
${run}
`;
}

/**
 * A program for the present settings.
 *
 * @param pulses what was sent into the running network
 * @param time the model time that the page has reached [ms]; 0: nothing was run yet
 */
export function codeOf(settings: State, pulses: readonly Pulse[], time: number): string {
  const history = historyOf(settings, pulses, time);
  const pulsed = [...new Set(history.pulses.map(({ area }) => areaName(area)))];
  const devices = pulsed.length > 0 ? `import { dc } from "cajal";\n` : "";
  return `${devices}import { firingRates, mean } from "cajal/analysis";
import { multiArea, syntheticConnectome } from "cajal/networks";

${description(settings, pulsed)}
${running(history)}
const trains = sim.read(model.spikes);
for (const [name, populations] of model.areas) {
  const rates = populations.flatMap(({ view }) =>
    [...firingRates(trains, { neurons: view.ids, tStart: ${plain(meansFrom(history.until))} })],
  );
  console.log(name, mean(rates).toFixed(2), "spikes/s");
}
console.log("digest", sim.digest());
sim.dispose();
`;
}
