// The program that gives the same spikes as the page did, action by action.
import { plain } from "../../network/plain.ts";
import type { Action } from "./messages.ts";
import type { Settings } from "./settings.ts";

// Longer histories are told by their result.
const mostActions = 60;

function callOf(action: Action): string {
  if (action.kind === "pulse")
    return `controls.pulse(sim, { rate: ${plain(action.rate)}, duration: ${plain(action.duration)} });`;
  if (action.kind === "background") return `controls.background(sim, ${plain(action.value)});`;
  return `await controls.inhibition(sim, ${plain(action.value)});`;
}

/** What was done, with the runs between; then up to `time` [ms]. */
function history(actions: readonly Action[], time: number): string[] {
  const lines: string[] = [];
  let reached = 0;
  const runTo = (next: number): void => {
    if (next > reached) lines.push(`await sim.run(${plain(next - reached)});`);
    reached = next;
  };
  for (const action of actions) {
    runTo(action.time);
    lines.push(callOf(action));
  }
  runTo(time);
  return lines;
}

/** The settings as they are now, without how they came about. */
function present({ background, g }: Settings, time: number): string[] {
  const zero: readonly Action[] = [
    ...(background === 1 ? [] : [{ time: 0, kind: "background", value: background } as const]),
    ...(g === 4 ? [] : [{ time: 0, kind: "inhibition", value: -g } as const]),
  ];
  return history(zero, time);
}

/**
 * A program for the present settings.
 *
 * @param actions what was done to the running network
 * @param time the model time that the page has reached [ms]; 0: nothing was run yet
 */
export function codeOf(settings: Settings, actions: readonly Action[], time: number): string {
  const { scale, seed, drive, thalamus, weights } = settings;
  const exact = time > 0 && actions.length <= mostActions;
  const lines = exact ? history(actions, time) : present(settings, time > 0 ? time : 1000);
  const told = exact
    ? "What was done on the page, to the time step"
    : "The present settings, from the beginning";
  const option = weights === "exact" ? "" : `{ weights: "${weights}" }`;
  const controlled = lines.some((line) => line.includes("controls."));
  const controls = controlled ? "const controls = microcircuitControls(circuit);\n" : "";
  const options = `scale: ${plain(scale)}, seed: ${seed}, drive: "${drive}"${thalamus ? ", thalamus: true" : ""}`;
  const pulse = thalamus ? "; its thalamus fires at 700 ms, unless it is told to before" : "";
  return `import { firingRates } from "cajal/analysis";
import { microcircuit${controlled ? ", microcircuitControls" : ""} } from "cajal/networks";

// The cortical microcircuit of Potjans & Diesmann (2014)${pulse}.
const circuit = microcircuit({ ${options} });
${controls}const sim = await circuit.network.build(${option});

// ${told}: times in ms.
${lines.join("\n")}

const trains = sim.read(circuit.spikes);
for (const [label, { ids }] of Object.entries(circuit.populations)) {
  const rates = firingRates(trains, { neurons: ids });
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  console.log(label, mean.toFixed(2), "spikes/s");
}
console.log("digest", sim.digest());
sim.dispose();
`;
}
