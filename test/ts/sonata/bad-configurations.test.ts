// Configurations that cannot be used are refused with the section and what to do.
import { type Case, config, itRefuses } from "./refusals.ts";

const configurations: readonly Case[] = [
  [
    "a variable that the manifest lacks",
    config({ output: { output_dir: "$OUT/x" } }),
    "E_DESCRIPTION",
    "output.output_dir",
    "$OUT",
    "BASE_DIR",
  ],
  ["variables in a circle", config({ manifest: { $A: "$B", $B: "$A" } }), "E_DESCRIPTION", "$A, $B"],
  ["a circuit that is not there", config({ network: "none.json" }), "E_IO", "none.json", "does not exist"],
  ["no nodes", config({ networks: { nodes: [] } }), "E_DESCRIPTION", "names no nodes"],
  [
    "nodes without a file",
    config({ networks: { nodes: [{}] } }),
    "E_DESCRIPTION",
    "networks.nodes[0]",
    "nodes_file",
  ],
  [
    "another simulator",
    config({ target_simulator: "NEURON" }),
    "E_DESCRIPTION",
    "target_simulator",
    "'NEURON'",
  ],
  ["a time that is no number", config({ run: { tstop: "long" } }), "E_TYPE", "run.tstop", "'long'"],
  [
    "an end before the beginning",
    config({ run: { tstart: 30 } }),
    "E_PARAM_RANGE",
    "run.tstop",
    "after tstart",
  ],
  ["a step of no length", config({ run: { dt: 0 } }), "E_DT", "run"],
  [
    "an unknown module",
    config({ inputs: { trains: { module: "poisson" } } }),
    "E_DESCRIPTION",
    "inputs.trains",
    "'poisson'",
  ],
  [
    "an unknown node set",
    config({ inputs: { trains: { node_set: "inputs" } } }),
    "E_UNKNOWN_NAME",
    "inputs.trains",
    "'inputs'",
    "input",
  ],
  [
    "spikes for neurons that are simulated",
    config({ inputs: { trains: { node_set: "cells" } } }),
    "E_DESCRIPTION",
    "virtual nodes",
    "node 0 of 'cells'",
  ],
  [
    "a node that is not there",
    config({
      node_sets: { some: { population: "cells", node_id: [5] } },
      inputs: { trains: { node_set: "some" } },
    }),
    "E_INDEX",
    "some",
    "got 5",
  ],
  [
    "a node set within itself",
    config({ node_sets: { a: ["b"], b: ["a"] }, inputs: { trains: { node_set: "a" } } }),
    "E_DESCRIPTION",
    "part of itself",
  ],
  [
    "currents of unlike lengths",
    config({
      inputs: { i: { module: "IClamp", input_type: "current_clamp", amp: [1, 2], delay: 1, duration: 1 } },
    }),
    "E_SHAPE",
    "inputs.i",
    "2, 1, 1",
  ],
  [
    "currents of another kind",
    config({ inputs: { i: { module: "IClamp", input_type: "nwb", file: "x.nwb" } } }),
    "E_DESCRIPTION",
    "inputs.i",
    "'nwb'",
  ],
  [
    "currents between two steps",
    config({
      inputs: {
        i: {
          module: "IClamp",
          input_type: "current_clamp",
          node_set: "cells",
          amp: 1,
          delay: 1.05,
          duration: 1,
        },
      },
    }),
    "E_TIME_GRID",
    "inputs.i",
    "1.05",
  ],
  [
    "electrodes without steps",
    config({ inputs: { i: { module: "IClamp", electrode_file: "e.csv" } } }),
    "E_DESCRIPTION",
    "inputs.i",
    "input_file",
  ],
  [
    "an unknown variable",
    config({ reports: { r: { module: "membrane_report", cells: "cells", variable_name: "cai" } } }),
    "E_RECORD",
    "reports.r",
    "cai",
  ],
];

itRefuses(configurations);
