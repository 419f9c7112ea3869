// Types and parameters that cannot be simulated are refused with the file, the line or row, and what to do.
import { type Case, itRefuses } from "./refusals.ts";

const cells = (row: string, header = "node_type_id model_type model_template dynamics_params") => ({
  texts: { "network/cell_types.csv": `${header}\n${row}\n` },
});
const synapses = (row: string, header = "edge_type_id model_template dynamics_params syn_weight delay") => ({
  texts: { "network/edge_types.csv": `${header}\n${row}\n` },
});

const tables: readonly Case[] = [
  [
    "biophysical neurons",
    cells("100 biophysical ctdb:Biophys1.hoc NULL"),
    "E_DESCRIPTION",
    "cells.h5",
    "row 0 (node 0)",
    "'biophysical'",
  ],
  ["no model_type", cells("100 NULL nest:iaf_psc_alpha NULL"), "E_DESCRIPTION", "row 0", "no model_type"],
  [
    "templates of NEURON",
    cells("100 point_neuron nrn:IntFire1 NULL"),
    "E_DESCRIPTION",
    "line 2 (type 100)",
    "'nrn'",
  ],
  [
    "an unknown model",
    cells("100 point_neuron nest:iaf_psc_alfa NULL"),
    "E_UNKNOWN_NAME",
    "line 2",
    "iaf_psc_alpha",
  ],
  ["no template", cells("100 point_neuron NULL NULL"), "E_DESCRIPTION", "row 0", "no model_template"],
  [
    "a type that is not there",
    cells("101 virtual NULL NULL"),
    "E_DESCRIPTION",
    "row 0",
    "no node type 100",
    "cell_types.csv",
  ],
  [
    "a file of parameters that is not there",
    cells("100 point_neuron nest:iaf_psc_alpha none.json"),
    "E_IO",
    "none.json",
  ],
  [
    "a table without numbers of types",
    cells("1 2", "a b"),
    "E_IO",
    "cell_types.csv",
    "line 1",
    "node_type_id",
  ],
  ["a row that is too short", cells("100 virtual"), "E_IO", "line 2", "2 values for 4 columns"],
  ["a quote that is not closed", cells('100 "virtual NULL NULL'), "E_IO", "line 2", "quote"],
  ["a type twice", cells("100 virtual NULL NULL\n100 virtual NULL NULL"), "E_IO", "line 3", "twice"],
  [
    "an unknown parameter",
    { texts: { "models/cell.json": { tau: 1 } } },
    "E_UNKNOWN_PARAM",
    "cell.json",
    "tau",
    "tau_m",
  ],
  [
    "a parameter out of its range",
    { texts: { "models/cell.json": { tau_m: -1 } } },
    "E_PARAM_POSITIVE",
    "cell.json",
    "tau_m",
  ],
  [
    "a parameter that is no number",
    { texts: { "models/cell.json": { tau_m: "10" } } },
    "E_TYPE",
    "cell.json",
    "tau_m",
    "'10'",
  ],
  ["parameters that are no JSON", { texts: { "models/cell.json": "{" } }, "E_IO", "cell.json", "no JSON"],
  [
    "an unknown synapse",
    synapses("100 stdp_synapze NULL 1 1"),
    "E_UNKNOWN_NAME",
    "edge_types.csv",
    "line 2",
    "stdp_synapse",
  ],
  [
    "no weight",
    synapses("100 static_synapse NULL NULL 1"),
    "E_DESCRIPTION",
    "edges.h5",
    "/edges/input_to_cells, row 0",
    "syn_weight",
  ],
  ["a weight that is no number", synapses("100 static_synapse NULL many 1"), "E_TYPE", "line 2", "'many'"],
  ["a delay below a step", synapses("100 static_synapse NULL 1 0.01"), "E_DELAY_BELOW_DT", "row 0", "0.01"],
  [
    "a weight of the wrong sign",
    synapses("100 stdp_synapse NULL -5 1"),
    "E_WEIGHT_SIGN",
    "edge_types.csv",
    "line 2",
    "-5",
  ],
  [
    "a weight function of the user's",
    synapses(
      "100 static_synapse NULL 1 gaussian",
      "edge_type_id model_template dynamics_params syn_weight weight_function",
    ),
    "E_DESCRIPTION",
    "line 2",
    "'gaussian'",
  ],
  [
    "an unknown parameter of synapses",
    { texts: { "models/synapse.json": { tau1: 2 } } },
    "E_UNKNOWN_PARAM",
    "synapse.json",
    "tau1",
  ],
  [
    "a receptor that is not there",
    { texts: { "models/synapse.json": { receptor_type: 3 } } },
    "E_UNKNOWN_NAME",
    "synapse.json",
    "iaf_psc_alpha",
    "got 3",
  ],
];

itRefuses(tables);
