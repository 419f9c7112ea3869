// Settings of a configuration that have no meaning here: which are passed over in silence, and which are told.
import type { Warning } from "../../network/values/warning.ts";
import type { Config } from "./config.ts";
import { type Section, sectionIn } from "./section.ts";

/** Names that a section may have and that are used, or concern nothing but the run of a program. */
const known: Readonly<Record<string, readonly string[]>> = {
  run: [
    "tstart",
    "tstop",
    "duration",
    "dt",
    "random_seed",
    "seed",
    "dL",
    "spike_threshold",
    "nsteps_block",
  ].concat(
    ["tsteps_block", "block_run", "block_size", "overwrite_output_dir", "n_thread", "print_time"],
    ["precise_times", "allow_offgrid_spikes"],
  ),
  output: [
    "output_dir",
    "overwrite_output_dir",
    "spikes_file",
    "spikes_file_csv",
    "spikes_sort_order",
  ].concat([
    "log_file",
    "log_level",
    "log_format",
    "log_to_console",
    "quiet_simulator",
    "compression",
    "cache_to_disk",
  ]),
};

/** Sections and names at the top. */
const top = ["run", "output", "inputs", "reports", "networks", "network", "simulation", "components"].concat(
  ["conditions", "node_sets", "node_sets_file", "target_simulator", "target_simulator_version", "version"],
  ["config_path", "config_dir", "gid_mapping_file"],
);

function warningOf(section: Section, names: readonly string[], why: string): Warning[] {
  if (names.length === 0) return [];
  const where = section.place.where === undefined ? "" : `${section.place.where}: `;
  return [{ code: "W_SONATA", message: `${where}${names.join(", ")} ${why}`, count: names.length }];
}

const unknownIn = (section: Section, names: readonly string[]): string[] =>
  Object.keys(section.values).filter((name) => !names.includes(name));

/** Warnings of settings that are not used. */
export function ignoredSettings(config: Config): Warning[] {
  const conditions = sectionIn(config, "conditions");
  const why = "passed over: cajal knows no such setting";
  return [
    ...warningOf(config, unknownIn(config, top), why),
    ...Object.entries(known).flatMap(([name, names]) => {
      const section = sectionIn(config, name);
      return warningOf(section, unknownIn(section, names), why);
    }),
    ...warningOf(
      conditions,
      Object.keys(conditions.values),
      "passed over, as BMTK does for NEST: point neurons begin with V_m of dynamics_params or of their model",
    ),
  ];
}
