// A circuit that uses what the developer guide of SONATA and BMTK allow, and the same network in TypeScript.
import { Network, pairs, spikeGenerator, stepCurrent } from "../../../ts/index.ts";
import { edges, type Files } from "./files.ts";

/** Two configurations, a mixed population with two groups, types with overrides, per-edge values, receptors. */
export const rich: Files = {
  texts: {
    "config.json": { network: "circuit.json", simulation: "./simulation.json" },
    "circuit.json": {
      manifest: { $NET: `$\{HOME_DIR}/net`, $HOME_DIR: ".", $MODELS: "$HOME_DIR/models" },
      components: { point_neuron_models_dir: "$MODELS/cells", synaptic_models_dir: "$MODELS/synapses" },
      networks: {
        nodes: [
          { nodes_file: "$NET/nodes.h5", node_types_file: "$NET/node_types.csv" },
          { nodes_file: "$NET/lgn.h5", node_types_file: "$NET/node_types.csv" },
        ],
        edges: [
          { edges_file: "$NET/lgn_v1.h5", edge_types_file: "$NET/lgn_types.csv" },
          { edges_file: "$NET/v1_v1.h5", edge_types_file: "$NET/v1_types.csv", enabled: true },
          { edges_file: "$NET/none.h5", enabled: false },
        ],
      },
    },
    "simulation.json": {
      manifest: { $IN: "./in" },
      run: { tstop: 60, dt: 0.1, random_seed: 5 },
      target_simulator: "NEST",
      node_sets_file: "sets.json",
      inputs: {
        lgn: { input_type: "spikes", module: "csv", input_file: "$IN/lgn.csv", node_set: ["virtual"] },
        steps: {
          input_type: "current_clamp",
          module: "IClamp",
          node_set: "outer",
          amp: [400, 300],
          delay: [5, 20],
          duration: [10, 15],
        },
        table: {
          input_type: "csv",
          module: "IClamp",
          node_set: { population: "v1", node_id: [1] },
          file: "$IN/amps.csv",
        },
        electrodes: {
          input_type: "current_clamp",
          module: "IClamp",
          electrode_file: "$IN/electrodes.csv",
          input_file: "$IN/steps.csv",
        },
        off: { input_type: "spikes", module: "nonsense", enabled: false },
      },
      reports: {
        potential: {
          cells: "reported",
          variable_name: "v",
          module: "membrane_report",
          dt: 0.5,
          start_time: 10,
        },
      },
      output: { output_dir: "out", spikes_file: "all.h5", spikes_file_csv: "all.csv" },
    },
    "sets.json": {
      virtual: { population: "lgn" },
      outer: { population: "v1", placement: ["outer", "far out"] },
      fourth: { population: "v1", node_id: [40] },
      reported: ["fourth", "outer"],
    },
    "models/cells/glif.json": {
      V_th: -60,
      g: 5,
      tau_syn: [2, 4],
      after_spike_currents: true,
      asc_amps: [-20, -30],
    },
    "models/cells/alpha.json": { V_th: -57, tau_m: 9, tau_minus: 33 },
    "models/cells/other.json": { tau_m: 8 },
    "models/synapses/second.json": { receptor_type: 2 },
    "models/synapses/stdp.json": { lambda: 0.2, Wmax: 2000 },
    "net/node_types.csv": [
      "node_type_id population model_type model_template  dynamics_params placement",
      "7 v1 point_neuron nest:glif_psc glif.json inner",
      "8 v1 point_neuron nest:iaf_psc_alpha alpha.json outer",
      '9 v1 point_process nest:iaf_psc_alpha other.json "far out"',
      "7 lgn virtual NULL NULL NULL",
    ].join("\n"),
    "net/lgn_types.csv":
      "edge_type_id model_template syn_weight delay dynamics_params\n" +
      "1 static_synapse 300 1.5 second.json\n2 nest:static_synapse 250 NULL NULL\n",
    "net/v1_types.csv":
      "edge_type_id model_template delay dynamics_params weight_function\n" +
      "1 stdp_synapse_hpc 1 stdp.json wmax\n2 NULL 2.5 NULL NULL\n",
    "in/lgn.csv": "timestamps population node_ids\n3.14 lgn 0\n1.0 lgn 2\n1.0 lgn 0\n12 lgn 1\n30.02 lgn 2\n",
    "in/electrodes.csv": "electrode_id node_id population sec_id\na 30 v1 0\n7 1 v1 0\n",
    "in/steps.csv": "electrode_id dur amp delay i\n7 5 90 50 0\na 4 80 3 0\na 4 60 9 0\n",
    "in/amps.csv": "timestamps amps\n10 120\n40 0\n",
  },
  hdf5: {
    // Numbers of nodes do not count from 0, groups and types alternate.
    "net/nodes.h5": {
      "nodes/v1/node_id": [10, 1, 20, 2, 30, 40],
      "nodes/v1/node_type_id": [7, 8, 7, 9, 8, 7],
      "nodes/v1/node_group_id": [0, 1, 0, 1, 1, 0],
      "nodes/v1/node_group_index": [0, 0, 1, 1, 2, 2],
      "nodes/v1/0/x": [0, 1, 2],
      "nodes/v1/0/dynamics_params/V_m": [-70, -71, -72],
      "nodes/v1/0/dynamics_params/asc_init": { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] },
      "nodes/v1/1/dynamics_params/C_m": [200, 210, 220],
    },
    "net/lgn.h5": { "nodes/lgn/node_type_id": [7, 7, 7] },
    "net/lgn_v1.h5": edges("lgn_v1", ["lgn", [0, 1, 2, 0, 2]], ["v1", [10, 20, 40, 1, 30]], {
      "edges/lgn_v1/edge_type_id": [1, 1, 1, 2, 2],
      "edges/lgn_v1/0/nsyns": [4, 4, 5, 6, 7],
    }),
    "net/v1_v1.h5": edges("v1_v1", ["v1", [1, 2, 30, 30, 10]], ["v1", [2, 30, 1, 2, 1]], {
      "edges/v1_v1/edge_type_id": [1, 1, 1, 1, 2],
      "edges/v1_v1/edge_group_id": [0, 0, 3, 3, 0],
      "edges/v1_v1/edge_group_index": [1, 0, 1, 0, 2],
      "edges/v1_v1/0/syn_weight": [500, 510, -90],
      "edges/v1_v1/3/syn_weight": [600, 610],
      "edges/v1_v1/3/delay": [3, 4],
      "edges/v1_v1/3/dynamics_params/alpha": [1.5, 1.5],
    }),
  },
};

/** The same in TypeScript. */
export function described(): Network {
  const net = new Network({ resolution: 0.1, seed: 5 });
  const glif = net.population("glif_psc", 3, {
    ...{ V_th: -60, g: 5, tau_syn: [2, 4], after_spike_currents: true, asc_amps: [-20, -30] },
    ...{ V_m: [-70, -71, -72] },
  });
  net.set(glif, { "asc_init[0]": [1, 3, 5], "asc_init[1]": [2, 4, 6] });
  const alpha = net.population("iaf_psc_alpha", 3, {
    V_th: [-57, -55, -57],
    tau_m: [9, 8, 9],
    C_m: [200, 210, 220],
  });
  const lgn = net.population("parrot_neuron", 3);
  net.connect(lgn, glif, pairs({ sources: [0, 1, 2], targets: [0, 1, 2] }), {
    weight: [1200, 1200, 1500],
    delay: 1.5,
    receptor: 2,
  });
  net.connect(lgn, alpha, pairs({ sources: [0, 2], targets: [0, 2] }), { weight: [1500, 1750], delay: 1 });
  const stdp = { model: "stdp_synapse", lambda: 0.2, Wmax: 2000 } as const;
  // Group by group: 1 to 2, 2 to 30, 10 to 1; 30 to 1, 30 to 2. Nodes of the type alpha.json bring tau_minus.
  net.connect(alpha, alpha, pairs({ sources: [0], targets: [1] }), { weight: 510, delay: 1, synapse: stdp });
  net.connect(alpha, alpha, pairs({ sources: [1], targets: [2] }), {
    weight: 500,
    delay: 1,
    synapse: { ...stdp, tau_minus: 33 },
  });
  net.connect(glif, alpha, pairs({ sources: [0], targets: [0] }), { weight: -90, delay: 2.5 });
  net.connect(alpha, alpha, pairs({ sources: [2], targets: [0] }), {
    weight: 610,
    delay: 4,
    synapse: { ...stdp, alpha: 1.5, tau_minus: 33 },
  });
  net.connect(alpha, alpha, pairs({ sources: [2], targets: [1] }), {
    weight: 600,
    delay: 3,
    synapse: { ...stdp, alpha: 1.5 },
  });
  // Times between steps go to the next one; relays repeat a step later what they get.
  net.stimulate(lgn, spikeGenerator({ spike_times: [0.9, 0.9, 3.1, 11.9, 30], spike_ids: [0, 2, 0, 1, 2] }), {
    delay: 0.1,
  });
  const steps = stepCurrent({ amplitude_times: [5, 15, 20, 35], amplitude_values: [400, 0, 300, 0] });
  net.stimulate(alpha, steps, { delay: 0.1 });
  net.stimulate(alpha.slice(0, 1), stepCurrent({ amplitude_times: [10, 40], amplitude_values: [120, 0] }), {
    delay: 0.1,
  });
  const third = stepCurrent({ amplitude_times: [3, 7, 9, 13], amplitude_values: [80, 0, 60, 0] });
  net.stimulate(alpha.slice(2, 3), third, { delay: 0.1 });
  net.stimulate(alpha.slice(0, 1), stepCurrent({ amplitude_times: [50, 55], amplitude_values: [90, 0] }), {
    delay: 0.1,
  });
  return net;
}
