// The configuration of a circuit and of a simulation: one file, or several that name each other.
import { isRecord } from "../../arguments/check.ts";
import { builtin } from "../../backend/environment.ts";
import { refuse } from "../files/complaint.ts";
import { folderOf, type JsonObject, jsonOfFile, pathFrom } from "../files/json.ts";
import { substitute, type Variables, variablesOf } from "./manifest.ts";
import { listIn, type Section, sectionIn, textIn } from "./section.ts";

/** A file of nodes or edges with that of its types, where it has one. */
export interface TablePair {
  readonly file: string;
  readonly types: string | undefined;
}

/** All that a configuration says, with whole paths. */
export interface Config extends Section {
  readonly nodes: readonly TablePair[];
  readonly edges: readonly TablePair[];
  /** Node sets by their names, as they stand in their file. */
  readonly nodeSets: Section;
}

// Deeper than any simulation that names a circuit.
const deepest = 8;

/** What BMTK knows without a manifest. */
function builtIn(path: string): Variables {
  const now = new Date().toISOString();
  const [date, time] = [now.slice(0, 10), now.slice(11, 19).replaceAll(":", "-")];
  return new Map(
    Object.entries({
      configdir: folderOf(path),
      configfname: pathFrom(".", path),
      workingdir: builtin("node:path").resolve("."),
      date,
      time,
      datetime: `${date}_${time}`,
    }),
  );
}

const paths = new Set(
  ["nodes_file", "node_types_file", "edges_file", "edge_types_file", "node_sets_file"].concat(
    ["input_file", "file", "electrode_file", "output_dir"],
    ["network", "simulation"],
  ),
);

const nothing = new Set(["", "NULL", "null"]);

/** Names of files become whole paths; they are relative to the configuration that names them. */
function located(part: unknown, folder: string, key = ""): unknown {
  if (typeof part === "string")
    return (paths.has(key) || key.endsWith("_dir")) && !nothing.has(part) ? pathFrom(folder, part) : part;
  if (Array.isArray(part)) return part.map((one) => located(one, folder, key));
  if (!isRecord(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, located(one, folder, name)]));
}

/** What a configuration and those it names say together; what a named one says replaces what names it. */
function merged(path: string, before: Variables, depth = 0): JsonObject {
  const place = { file: path };
  if (depth > deepest)
    refuse("E_DESCRIPTION", place, {
      parameter: "network",
      problem: "configurations name each other in a circle",
      hint: "let network name the configuration of the circuit",
    });
  const { manifest = {}, ...rest } = jsonOfFile(path);
  if (!isRecord(manifest))
    refuse(
      "E_TYPE",
      { file: path, where: "manifest" },
      {
        parameter: "manifest",
        problem: "it must be an object { ... }",
        value: manifest,
        hint: "correct the configuration",
      },
    );
  const known = variablesOf(manifest, new Map([...before, ...builtIn(path)]), place);
  const own = located(substitute(rest, known, place), folderOf(path)) as JsonObject;
  const named = ["network", "simulation"].flatMap((key) =>
    typeof own[key] === "string" ? [merged(own[key], known, depth + 1)] : [],
  );
  return Object.assign({}, own, ...named) as JsonObject;
}

function pairsOf(networks: Section, kind: "node" | "edge"): TablePair[] {
  return listIn(networks, `${kind}s`)
    .filter(({ values }) => values.enabled !== false)
    .map((section) => {
      const file = textIn(section, `${kind}s_file`);
      if (file === undefined)
        refuse("E_DESCRIPTION", section.place, {
          parameter: `${kind}s_file`,
          problem: `it names no ${kind}s_file`,
          hint: `name the file of the ${kind}s`,
        });
      const types = textIn(section, `${kind}_types_file`);
      return { file, types: types === undefined || nothing.has(types) ? undefined : types };
    });
}

/** The node sets of a configuration, in it or in a file of their own. */
function nodeSetsOf(config: Section): Section {
  const file = textIn(config, "node_sets_file");
  if (file === undefined || isRecord(config.values.node_sets)) return sectionIn(config, "node_sets");
  return { place: { file }, values: jsonOfFile(file) };
}

// What a configuration of SONATA has, and no network of cajal.
const marks = ["networks", "network", "simulation", "run"];

/** Whether the content of a JSON file is a configuration of SONATA. */
export const isConfig = (content: unknown): boolean =>
  isRecord(content) && content.format === undefined && marks.some((key) => key in content);

/**
 * Reads a configuration and those it names.
 *
 * @throws CajalError E_IO for a file that cannot be read, E_DESCRIPTION, E_TYPE
 */
export function readConfig(path: string): Config {
  const config = { place: { file: path }, values: merged(path, new Map()) };
  const networks = sectionIn(config, "networks");
  const [nodes, edges] = [pairsOf(networks, "node"), pairsOf(networks, "edge")];
  if (nodes.length === 0)
    refuse("E_DESCRIPTION", config.place, {
      parameter: "networks",
      problem: "it names no nodes",
      hint: "let networks.nodes name the files of the nodes, or network the configuration of the circuit",
    });
  return { ...config, nodes, edges, nodeSets: nodeSetsOf(config) };
}
