// The published macaque network from a clone of its repository.
import { checkArgument, checkOptions } from "../../../arguments/check.ts";
import { flag, optional, positive } from "../../../arguments/kinds.ts";
import { fail } from "../../../error.ts";
import { ofPath } from "../../../io/files/arguments.ts";
import type { Warning } from "../../../network/values/fields.ts";
import type { Connectome } from "../connectome.ts";
import { derive } from "../derive/derive.ts";
import { readClone } from "./files.ts";
import { measurementsOf } from "./measurements.ts";
import { citation, licence, type PublishedName } from "./published.ts";
import { stabilisedInDegrees } from "./stabilised.ts";
import { injectionSites, nisslDensities } from "./tables.ts";

/** What may be asked of {@link connectomeFromRepository}. */
export interface RepositoryOptions {
  /** Synapses per neuron of V1, from all sources; default 3950, the mean of the two measured values in the files. */
  readonly av_indegree_V1?: number;
  /**
   * Whether to read the stabilised in-degrees (Schuecker et al. 2017), which belong to the default of `av_indegree_V1`;
   * default true without that option, else false.
   */
  readonly stabilised?: boolean;
}

/** A connectome from files, with what they give rise to say. */
export interface ReadConnectome extends Connectome {
  /** W_DATA_CHANGED for each file that is not the published one. */
  readonly warnings: readonly Warning[];
}

const call = "connectomeFromRepository";
const tableNames: readonly PublishedName[] = ["tables", "injectionSites", "nisslDensities"];

function checkRepositoryOptions(options: RepositoryOptions): void {
  checkOptions(options, call, { av_indegree_V1: optional(positive), stabilised: optional(flag) });
  if (options.av_indegree_V1 === undefined || !options.stabilised) return;
  const must = "stabilised must be false where av_indegree_V1 is given";
  const hint = "the published stabilised in-degrees belong to the default of av_indegree_V1";
  fail("E_PARAM_RANGE", { call, parameter: "stabilised", value: true, allowed: "false", must, hint });
}

/**
 * The macaque multi-area network of Schmidt et al. (2018), computed from the measured tables in a clone of
 * https://github.com/INM-6/multi-area-model. Only Node reads folders. The tables are under CC BY-NC-SA 4.0, and so is
 * what is made of them.
 *
 * @param dir folder of the clone
 * @throws CajalError E_IO that names all files which are missing, or what in a file makes no sense; E_TYPE,
 *   E_UNKNOWN_PARAM, E_PARAM_POSITIVE, E_PARAM_RANGE
 * @example const macaque = connectomeFromRepository("multi-area-model");
 */
export function connectomeFromRepository(dir: string, options: RepositoryOptions = {}): ReadConnectome {
  checkArgument(dir, call, "dir", ofPath);
  checkRepositoryOptions(options);
  const { av_indegree_V1, stabilised: wanted = av_indegree_V1 === undefined } = options;
  const { read, warnings } = readClone(dir, wanted ? [...tableNames, "stabilised"] : tableNames);
  const tables = {
    tables: read("tables"),
    sites: injectionSites(read("injectionSites")),
    nissl: nisslDensities(read("nisslDensities")),
  };
  const derived = derive(measurementsOf(tables, av_indegree_V1));
  const count = derived.populations.length;
  return {
    ...derived,
    name: `macaque multi-area network, from ${dir}`,
    citation,
    licence,
    warnings,
    stabilisedInDegrees: wanted ? stabilisedInDegrees(read("stabilised"), count) : null,
  };
}
