// `cajal run multi-area`: areas of visual cortex (Schmidt et al. 2018), on a synthetic connectome or that of a folder.
import { join } from "node:path";
import { Command, Option } from "commander";
import { readSpikeFile } from "../../io/index.ts";
import type { View } from "../../network/neurons/view.ts";
import {
  type Connectome,
  type MultiArea,
  type MultiAreaOptions,
  type MultiAreaStateName,
  multiArea,
  multiAreaSilenceWarnings,
  multiAreaStates,
  multiAreaTables,
} from "../../networks/index.ts";
import { makeResultFolder, recordingIn, recordingName } from "../files/result-folder.ts";
import type { Window } from "../files/summary.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { listOf, notNegative, positive, wholeNumber } from "../terminal/options.ts";
import { grouped } from "../terminal/terminal.ts";
import { watched } from "./begun-run.ts";
import { checkMemory, checkTimes, execute } from "./execute.ts";
import { finish, type PopulationInfo } from "./finish.ts";
import { runControl } from "./multi-area/control.ts";
import { addDataOptions, connectomeOf, type DataOptions, referenceRates } from "./multi-area/data.ts";
import { addPulse, addPulseOptions, type Pulse, type PulseOptions, pulseOf } from "./multi-area/pulse.ts";
import { allRates } from "./multi-area/rates.ts";
import { theoryOf } from "./multi-area/theory.ts";
import { addCommonOptions, type CommonOptions, executionSettings } from "./run-options.ts";

interface Options extends CommonOptions, DataOptions, PulseOptions {
  readonly state: MultiAreaStateName;
  readonly areas?: readonly string[];
  readonly show?: readonly string[];
  readonly scale: number;
  readonly indegreeScale?: number;
  readonly chi?: number;
  readonly chiInhibitory?: number;
  readonly drive: "poisson" | "dc";
  readonly replaceInterArea?: boolean;
  readonly laminarFlow?: boolean;
  readonly seed: number;
  readonly resolution: number;
  readonly record: "spikes" | "none";
}

// With fewer synapses per neuron, the input fluctuates too little around its mean for rates as in theory.
const leastIndegrees = 0.2;

/** Makes the command. */
export function multiAreaCommand(): Command {
  const command = new Command("multi-area").description(
    "32 areas of visual cortex (Schmidt et al. 2018), each a microcircuit: 4.1 million neurons at full size",
  );
  addPulseOptions(addAreas(addStates(command)))
    .option("--seed <number>", "everything random but the connectome follows from it", wholeNumber, 1)
    .option("--resolution <ms>", "length of a step", positive, 0.1)
    .addOption(
      new Option("--record <what>", "record the spikes of all neurons, or none")
        .choices(["spikes", "none"])
        .default("spikes"),
    );
  return addCommonOptions(command, join("results", "multi-area"), 500).action(async (options: Options) => {
    process.exitCode = await runMultiArea(options);
  });
}

/** Options of the state and of what drives it. */
function addStates(command: Command): Command {
  return command
    .addOption(
      new Option("--state <name>", "low or high activity before stabilisation, or the two states after it")
        .choices(Object.keys(multiAreaStates))
        .default("ground"),
    )
    .option("--chi <factor>", "factor on the weights between areas, in place of the state's", notNegative)
    .option("--chi-inhibitory <factor>", "a further one for those onto inhibitory neurons", notNegative)
    .addOption(
      new Option("--drive <kind>", "input from outside: Poisson trains or their mean as a current")
        .choices(["poisson", "dc"])
        .default("poisson"),
    );
}

const names = listOf((text) => text.trim());

/** Options of the connectome, and of what is simulated of it. */
function addAreas(command: Command): Command {
  const thinned = "factor on the synapses per neuron; default: 0.2, or a larger --scale";
  return addDataOptions(command)
    .option("--areas <names>", "areas that are simulated; the others become Poisson input to them", names)
    .option("--show <names>", "areas whose spikes are measured and drawn; default: three", names)
    .option(
      "--laminar-flow",
      "measure conditional Granger causality to the populations of these areas: takes minutes",
    )
    .option("--scale <factor>", "factor on the numbers of neurons", positive, 0.005)
    .option("--indegree-scale <factor>", thinned, positive)
    .option("--replace-inter-area", "replace all input between areas by Poisson trains");
}

function modelOf(options: Options): MultiAreaOptions {
  const {
    state,
    areas,
    scale,
    chi,
    chiInhibitory,
    drive,
    replaceInterArea = false,
    seed,
    resolution,
  } = options;
  const { record, indegreeScale = Math.max(scale, Math.min(1, leastIndegrees)) } = options;
  return {
    state,
    scale,
    indegreeScale,
    drive,
    replaceInterArea,
    seed,
    resolution,
    record,
    ...(areas ? { areas } : {}),
    ...(chi === undefined ? {} : { chi }),
    ...(chiInhibitory === undefined ? {} : { chiInhibitory }),
  };
}

/** The areas that are measured: V1, V2 and FEF where there are, else the first two and one late in the hierarchy. */
function shownAreas({ show }: Options, { areas }: MultiArea): readonly string[] {
  if (show) return show;
  const all = [...areas.keys()];
  const famous = ["V1", "V2", "FEF"];
  if (famous.every((name) => areas.has(name))) return famous;
  return [...new Set([all[0], all[1], all[Math.floor((3 * all.length) / 4)]])] as string[];
}

function shownPopulations(options: Options, described: MultiArea): PopulationInfo[] {
  const { areas, populations } = described;
  return shownAreas(options, described).flatMap((name) =>
    (areas.get(name) ?? []).map((population) => ({
      label: population.label,
      view: population.view as unknown as View,
      index: populations.indexOf(population),
    })),
  );
}

const simulatedAreas = ({ areas }: Options, connectome: Connectome): readonly string[] =>
  areas ?? connectome.areas.map(({ name }) => name);

/** The pulse that was asked for. @throws UsageError */
function checkedPulse(options: Options, connectome: Connectome): Pulse | undefined {
  const pulse = pulseOf(options, simulatedAreas(options, connectome));
  if (pulse && options.record === "none")
    throw new UsageError("run: --pulse needs --record spikes, as answers are measured in them");
  return pulse;
}

/** Refuses areas to show that are not simulated. */
function checkShown(options: Options, connectome: Connectome): void {
  const { show = [] } = options;
  const simulated = simulatedAreas(options, connectome);
  const unknown = show.find((name) => !simulated.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`run: --show must name simulated areas (${simulated.join(", ")}), got '${unknown}'`);
}

/**
 * Refuses what cannot be run, without describing all of its projections.
 *
 * @returns the connectome that was asked for
 * @throws UsageError
 */
export function checkMultiArea(options: Options): ReturnType<typeof connectomeOf> {
  checkTimes(options, options.resolution);
  return asUsage(() => {
    const connectome = connectomeOf(options);
    const { seed, resolution, record, ...size } = modelOf(options);
    // Which rates there are matters to no check; those of theory would take their time.
    multiAreaTables(connectome, { ...size, rates: new Float64Array(connectome.populations.length) });
    checkShown(options, connectome);
    checkedPulse(options, connectome);
    referenceRates(options, options.state, connectome.populations.length);
    return connectome;
  });
}

/** What is to be cited, under which licence. */
function announce({ name, citation, licence }: Connectome, { network }: MultiArea): void {
  const { synapses } = network.estimate();
  const size = `${grouped(network.size)} neurons, ${grouped(synapses.expected)} synapses`;
  const lines = [`multi-area: ${size}`, name, citation, licence && `licence: ${licence}`];
  for (const line of lines) if (line !== "") process.stderr.write(`${line}\n`);
}

/** What is to be run, once all that the user can get wrong is known to be right, and that there is room for it. */
async function prepare(options: Options) {
  const connectome = checkMultiArea(options);
  const asked = modelOf(options);
  const theory = asUsage(() => theoryOf(connectome, asked));
  const model = theory.used ? { ...asked, rates: theory.used.rates } : asked;
  const { network } = asUsage(() => multiArea(connectome, model));
  await checkMemory(network, options);
  const reference = referenceRates(options, options.state, connectome.populations.length);
  return { connectome, asked, model, theory, reference, pulse: checkedPulse(options, connectome) };
}

async function runMultiArea(options: Options): Promise<number> {
  const { connectome, asked, model, theory, reference, pulse } = await prepare(options);
  const folder = makeResultFolder(options.out, options.overwrite ?? false);
  const writer = options.record === "spikes" ? recordingIn(folder, options) : undefined;
  try {
    const described = multiArea(connectome, { ...model, ...(writer ? { to: writer } : {}) });
    announce(connectome, described);
    if (pulse) addPulse(described, pulse);
    const run = {
      title: titleOf(options, connectome),
      command: "run multi-area",
      folder,
      options,
      settings: settingsOf(options, asked),
      populations: shownPopulations(options, described),
      recording: writer && recordingName,
      network: described.network,
    };
    const interrupt = watchInterrupt();
    return await watched(run, async () => {
      if (pulse) await runControl(connectome, model, options, folder);
      const execution = await execute(described.network, options, interrupt);
      writer?.end();
      const { run: report, simulation, interrupted } = execution;
      const window = { tStart: options.presim, tStop: options.presim + report.simulated };
      const recorded = run.recording && !interrupted ? spikesIn(folder, window) : undefined;
      const [shown, laminarFlow] = [shownAreas(options, described), options.laminarFlow ?? false];
      const told = { folder, described, theory, reference, shown, laminarFlow, pulse, report, recorded };
      return finish({
        ...run,
        execution,
        recording: simulation && run.recording,
        warnings: [...(connectome.warnings ?? []), ...multiAreaSilenceWarnings(described, report)],
        all: simulation && !interrupted ? await allRates(told) : undefined,
      });
    });
  } finally {
    writer?.end();
  }
}

const spikesIn = (folder: string, window: Window) => ({
  ...readSpikeFile(join(folder, recordingName), window).spikes,
  ...window,
});

/** All options with their values, as they are typed again. */
function settingsOf(
  options: Options,
  { areas, ...model }: MultiAreaOptions,
): Readonly<Record<string, unknown>> {
  const { data, synthetic, connectomeSeed, show, laminarFlow } = options;
  const { pulse, pulseStart, pulseDuration, pulseAmplitude, pulseInterval } = options;
  const pulses = { pulse, pulseStart, pulseDuration, pulseAmplitude, pulseInterval };
  const source = data === undefined ? { synthetic, connectomeSeed } : { data };
  const lists = { areas: areas?.join(","), show: show?.join(",") };
  return { ...source, ...lists, laminarFlow, ...pulses, ...model, ...executionSettings(options) };
}

function titleOf({ state, seed }: Options, { name }: Connectome): string {
  return `Multi-area model in its ${state} state on the ${name}; seed ${seed}`;
}
