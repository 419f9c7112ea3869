// Files of nodes, edges and spikes that cannot be used are refused with the dataset, the row, and what to do.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fromSonata } from "../../../ts/sonata/index.ts";
import { edges, nodes, smallest, testFolders, writeCircuit } from "./files.ts";
import { type Case, config, file, itRefuses, refusedAfter } from "./refusals.ts";

const newFolder = testFolders();
const edgeFile = (more: object) => file("network/edges.h5", more);
const content = smallest.hdf5["network/edges.h5"] as object;
const one = (source: number, target: number) =>
  edges("input_to_cells", ["input", [0, source]], ["cells", [0, target]]);

const contents: readonly Case[] = [
  [
    "a file of nodes that is not there",
    file("network/cells.h5", undefined),
    "E_IO",
    "cells.h5",
    "does not exist",
  ],
  [
    "a file that is no file of nodes",
    file("network/cells.h5", () => ({ "spikes/x": [1] })),
    "E_IO",
    "/nodes",
  ],
  [
    "groups that are too short",
    file("network/cells.h5", nodes("cells", 2, { "nodes/cells/0/x": [1] })),
    "E_IO",
    "/nodes/cells/0/x",
    "node 1",
  ],
  [
    "a node twice",
    file("network/cells.h5", { "nodes/cells/node_id": [3, 3] }),
    "E_IO",
    "node_id[1]",
    "got 3",
  ],
  [
    "texts as parameters",
    file(
      "network/cells.h5",
      nodes("cells", 2, { "nodes/cells/0/dynamics_params/V_m": { data: ["a", "b"] } }),
    ),
    "E_IO",
    "dynamics_params/V_m",
  ],
  [
    "a parameter of single nodes that is unknown",
    file("network/cells.h5", nodes("cells", 2, { "nodes/cells/0/dynamics_params/V": [1, 2] })),
    "E_UNKNOWN_PARAM",
    "cells.h5",
    "'V'",
  ],
  [
    "a population twice",
    config({
      networks: {
        nodes: [1, 2].map(() => ({
          nodes_file: "network/cells.h5",
          node_types_file: "network/cell_types.csv",
        })),
      },
    }),
    "E_NAME",
    "'cells'",
  ],
  [
    "edges of a population that is not there",
    file("network/edges.h5", edges("e", ["inputs", [0]], ["cells", [0]])),
    "E_UNKNOWN_NAME",
    "/edges/e/source_node_id",
    "'inputs'",
  ],
  [
    "edges without the name of their population",
    { hdf5: { "network/edges.h5": { ...content, "edges/input_to_cells/source_node_id": [0, 0] } } },
    "E_IO",
    "source_node_id",
    "node_population",
  ],
  ["a source that is not there", file("network/edges.h5", one(1, 0)), "E_INDEX", "row 1", "'input'", "got 1"],
  ["a target that is not there", file("network/edges.h5", one(0, 2)), "E_INDEX", "row 1", "'cells'", "got 2"],
  [
    "edges to virtual nodes",
    file("network/edges.h5", edges("e", ["cells", [0]], ["input", [0]])),
    "E_DESCRIPTION",
    "virtual nodes of 'input'",
  ],
  [
    "columns of unlike lengths",
    edgeFile({ "edges/input_to_cells/edge_type_id": [100] }),
    "E_IO",
    "edge_type_id",
    "2 values",
  ],
  [
    "a weight that is not finite",
    edgeFile({ "edges/input_to_cells/0/syn_weight": [1, Number.NaN] }),
    "E_NOT_FINITE",
    "row 1",
    "syn_weight",
  ],
  [
    "groups of edges that are too short",
    edgeFile({ "edges/input_to_cells/0/syn_weight": [1] }),
    "E_IO",
    "syn_weight",
    "number 1",
  ],
  [
    "a negative delay of one edge",
    edgeFile({ "edges/input_to_cells/0/delay": [1, -1] }),
    "E_DELAY_NEGATIVE",
    "row 1",
  ],
  [
    "spikes of a node that is not there",
    file("trains.h5", { "spikes/input/node_ids": [0, 0, 7] }),
    "E_INDEX",
    "inputs.trains",
    "node 7",
  ],
  [
    "spikes before the beginning",
    file("trains.h5", { "spikes/input/timestamps": [-1, 1, 2] }),
    "E_SPIKE_TIMES",
    "inputs.trains",
    "-1",
  ],
  ["spikes that are not there", file("trains.h5", undefined), "E_IO", "trains.h5"],
];

itRefuses(contents);

it("a file that is cut", async () => {
  const path = await writeCircuit(newFolder(), smallest);
  writeFileSync(join(path, "../network/edges.h5"), "\x89HDF\r\n\x1a\n and no more", "latin1");
  expect(await refusedAfter(fromSonata(path))).toMatchObject({
    code: "E_IO",
    message: expect.stringContaining("edges.h5"),
  });
});
