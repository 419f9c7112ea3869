// From the files of a circuit to a network.
import { checkArgument, checkOptions } from "../arguments/check.ts";
import { optional, positive, text, wholeFrom } from "../arguments/kinds.ts";
import { builtin } from "../backend/environment.ts";
import { together, type View } from "../network/neurons/view.ts";
import type { Warning } from "../network/values/warning.ts";
import { Network } from "../simulate/network.ts";
import {
  known,
  type SonataCircuit,
  type SonataGroup,
  type SonataOutput,
  type SonataPopulation,
} from "./circuit.ts";
import { type Config, readConfig } from "./config/config.ts";
import { ignoredSettings } from "./config/ignored.ts";
import {
  flagIn,
  numberIn,
  refuseValue,
  type Section,
  sectionIn,
  sectionsIn,
  textIn,
} from "./config/section.ts";
import type { Bundle } from "./edges/bundles.ts";
import { connectBundles } from "./edges/connect.ts";
import { readEdges } from "./edges/read-edges.ts";
import { refuse, within } from "./files/complaint.ts";
import { addInputs } from "./inputs/inputs.ts";
import { parameterFiles } from "./nodes/kinds.ts";
import { attributeOfRow, readNodes } from "./nodes/node-file.ts";
import { chooseNodes } from "./nodes/node-sets.ts";
import { addNodes, type Nodes } from "./nodes/populations.ts";
import { addReport, type Report, unknownReport } from "./output/reports.ts";

/** How to read a circuit. */
export interface SonataReadOptions {
  /** The time step [ms]; default run.dt, or 0.1 where the configuration names none. */
  readonly resolution?: number | undefined;
  /** The seed of all random numbers; default run.random_seed, or 1. */
  readonly seed?: number | undefined;
}

interface Run {
  readonly start: number;
  readonly duration: number | undefined;
  readonly resolution: number;
  readonly seed: number;
}

function runOf(config: Config, options: SonataReadOptions): Run {
  const run = sectionIn(config, "run");
  const start = numberIn(run, "tstart") ?? 0;
  const end = numberIn(run, "tstop") ?? numberIn(run, "duration");
  if (end !== undefined && end <= start)
    refuseValue(run, "tstop", `after tstart (${start} ms)`, "E_PARAM_RANGE");
  return {
    start,
    duration: end === undefined ? undefined : end - start,
    resolution: options.resolution ?? numberIn(run, "dt") ?? 0.1,
    seed: options.seed ?? numberIn(run, "random_seed") ?? numberIn(run, "seed") ?? 1,
  };
}

function checkSimulator(config: Config): void {
  const simulator = textIn(config, "target_simulator");
  if (simulator === undefined || /^(nest|cajal)$/i.test(simulator)) return;
  refuse(
    "E_DESCRIPTION",
    { ...config.place, where: "target_simulator" },
    {
      parameter: "target_simulator",
      problem: "the circuit is made for another simulator, whose models and units are others",
      value: simulator,
      allowed: "NEST",
      hint: "take a circuit of NEST's point neurons",
    },
  );
}

async function allNodes(config: Config, network: Network): Promise<Nodes[]> {
  const folder = textIn(sectionIn(config, "components"), "point_neuron_models_dir");
  const files = parameterFiles(folder, "point_neuron_models_dir");
  const all: Nodes[] = [];
  for (const pair of config.nodes)
    for (const table of await readNodes(pair)) {
      if (all.some((nodes) => nodes.table.name === table.name))
        refuse(
          "E_NAME",
          { file: pair.file, where: `/nodes/${table.name}` },
          {
            parameter: "nodes_file",
            problem: "another file has a population of this name",
            value: table.name,
            hint: "give every population a name of its own",
          },
        );
      all.push(addNodes(network, table, files));
    }
  return all;
}

/** Models by the names that weight recorders give to their copies. */
function copiesOf(reports: Section): Map<string, string> {
  const copies = new Map<string, string>();
  for (const [, report] of sectionsIn(reports)) {
    const [copy, model] = [textIn(report, "model_template"), textIn(report, "nest_model")];
    if (copy !== undefined && model !== undefined) copies.set(copy, model);
  }
  return copies;
}

async function allEdges(config: Config, nodes: readonly Nodes[], resolution: number): Promise<Bundle[]> {
  const folder = textIn(sectionIn(config, "components"), "synaptic_models_dir");
  const kinds = {
    files: parameterFiles(folder, "synaptic_models_dir"),
    copies: copiesOf(sectionIn(config, "reports")),
  };
  const bundles: Bundle[] = [];
  for (const pair of config.edges) bundles.push(...(await readEdges(pair, { nodes, kinds, resolution })));
  return bundles;
}

function outputOf(config: Config): SonataOutput {
  const [output, run] = [sectionIn(config, "output"), sectionIn(config, "run")];
  // All files lie in the output folder; some name it once more.
  const named = (key: string): string | undefined => {
    const path = textIn(output, key);
    return path === undefined ? undefined : builtin("node:path").basename(path);
  };
  const overwrite = flagIn(output, "overwrite_output_dir", flagIn(run, "overwrite_output_dir", false));
  return {
    folder: textIn(output, "output_dir"),
    overwrite,
    spikes: named("spikes_file") ?? "spikes.h5",
    csv: named("spikes_file_csv"),
  };
}

function populationOf({ table, parts }: Nodes): SonataPopulation {
  return {
    name: table.name,
    view: together(
      parts.map(({ population }) => population as View),
      "fromSonata",
      table.name,
    ),
    nodeIds: Float64Array.from(
      parts.flatMap(({ rows }) => Array.from(rows, (row) => table.ids[row] as number)),
    ),
    virtual: parts.every(({ virtual }) => virtual),
  };
}

// More types than these in a population make tables that nobody reads.
const mostTypes = 24;

const typeNames = ["pop_name", "model_name", "name", "cell_type"];

/** The point neurons of a population, by type where there are a few. */
function groupsOf({ table, parts }: Nodes): SonataGroup[] {
  const point = parts.filter(({ virtual }) => !virtual);
  const rows = point.flatMap(({ rows: own }) => Array.from(own));
  const types = [...new Set(rows.map((row) => table.typeIds[row] as number))];
  const whole = (): View =>
    together(
      point.map(({ population }) => population as View),
      "fromSonata",
      table.name,
    );
  if (rows.length === 0) return [];
  if (types.length === 1 || types.length > mostTypes) return [{ label: table.name, view: whole() }];
  const names = types.map((type) => {
    const row = rows.find((one) => table.typeIds[one] === type) as number;
    return typeNames.map((name) => attributeOfRow(table, row, name)).find((name) => name !== undefined);
  });
  return types.map((type, k) => {
    const unique = names[k] !== undefined && names.filter((name) => name === names[k]).length === 1;
    const places = rows.flatMap((row, place) => (table.typeIds[row] === type ? [place] : []));
    return { label: `${table.name} ${unique ? names[k] : type}`, view: whole().at(places) };
  });
}

function allReports(config: Config, network: Network, nodes: readonly Nodes[], start: number) {
  const warnings: Warning[] = [];
  const reports: Report[] = [];
  for (const [name, report] of sectionsIn(sectionIn(config, "reports"))) {
    const unknown = flagIn(report, "enabled", true)
      ? unknownReport(name, textIn(report, "module"))
      : undefined;
    if (unknown) warnings.push(unknown);
    if (unknown || !flagIn(report, "enabled", true)) continue;
    const cells = report.values.cells ?? report.values.node_set ?? "all";
    const chosen = chooseNodes(nodes, config.nodeSets, cells, report.place);
    reports.push(...addReport(network, [name, report], chosen, start));
  }
  return { reports, warnings };
}

/**
 * The network of a circuit in SONATA's files, with the inputs and reports of its simulation (Node only). Spikes are not
 * recorded yet: `network.record` of the groups or populations does that, into memory or a file.
 *
 * @param path a configuration of a simulation, of a circuit, or one that names both
 * @throws CajalError E_IO for files that are missing or damaged, E_DESCRIPTION for what cajal cannot simulate,
 * E_UNKNOWN_NAME for models and names that are not there, and the codes of the describing functions, each with the file
 * and its section, type or row
 * @example
 * const { network, populations, duration } = await fromSonata("config.simulation.json");
 * const spikes = network.record(populations.map(({ view }) => view), "spikes");
 * const simulation = await network.build();
 * await simulation.run(duration ?? 1000);
 */
export async function fromSonata(path: string, options: SonataReadOptions = {}): Promise<SonataCircuit> {
  checkArgument(path, "fromSonata", "path", text);
  checkOptions(options, "fromSonata", { resolution: optional(positive), seed: optional(wholeFrom(0)) });
  const config = readConfig(path);
  checkSimulator(config);
  const run = runOf(config, options);
  const { resolution, seed } = run;
  const network = within({ file: path, where: "run" }, () => new Network({ resolution, seed }));
  const nodes = await allNodes(config, network);
  const bundles = await allEdges(config, nodes, run.resolution);
  const { late, warnings } = await addInputs(network, config, nodes, bundles, run.start);
  connectBundles(network, bundles, late);
  const reported = allReports(config, network, nodes, run.start);
  return known({
    ...{ network, duration: run.duration, start: run.start },
    populations: nodes.map(populationOf),
    groups: nodes.flatMap(groupsOf),
    reports: reported.reports,
    output: outputOf(config),
    warnings: [...ignoredSettings(config), ...warnings, ...reported.warnings],
  });
}
