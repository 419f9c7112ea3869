// h5py reads the circuits that are written here, and writes circuits that are read here.
import { expect, it } from "vitest";
import { allToAll, Network } from "../../../ts/index.ts";
import { fromSonata, toSonata } from "../../../ts/sonata/index.ts";
import { pythonWith, runPython } from "../io/fixture.ts";
import { changed, smallest, testFolders, writeCircuit } from "./files.ts";
import { run } from "./runs.ts";

const newFolder = testFolders();
const h5py = pythonWith(["h5py", "numpy"]);

h5py.describe("h5py", () => {
  it("reads nodes and edges with the names and types of the developer guide", async () => {
    const network = new Network();
    const A = network.population("iaf_psc_exp", 2, { V_th: [-50, -51] }, { label: "A" });
    const B = network.population("iaf_psc_exp", 1, {}, { label: "B" });
    network.connect(A, B, allToAll(), { weight: [3, 4], delay: 1.5 });
    const folder = newFolder();
    await toSonata(network, folder);
    const found = runPython(
      h5py.path,
      [
        "import h5py, json, sys",
        "n = h5py.File(sys.argv[1] + '/network/A_nodes.h5'); a = n['nodes/A']",
        "e = h5py.File(sys.argv[1] + '/network/A_to_B_edges.h5'); b = e['edges/A_to_B']; s = b['source_node_id']",
        "out = dict(magic=int(n.attrs['magic']), version=e.attrs['version'].tolist(), ids=a['node_id'][:].tolist(),",
        "  types=a['node_type_id'][:].tolist(), V_th=a['0/dynamics_params/V_th'][:].tolist(), kind=str(s.dtype),",
        "  sources=s[:].tolist(), population=s.attrs['node_population'], targets=b['target_node_id'][:].tolist(),",
        "  weights=b['0/syn_weight'][:].tolist(), groups=b['edge_group_id'][:].tolist(),",
        "  places=b['edge_group_index'][:].tolist(), edge_types=b['edge_type_id'][:].tolist())",
        "print(json.dumps(out))",
      ],
      [folder],
    );
    expect(found).toEqual({
      ...{ magic: 0x0a7a, version: [0, 1], ids: [0, 1], types: [100, 100], V_th: [-50, -51], kind: "uint64" },
      ...{ sources: [0, 1], population: "A", targets: [0, 0], weights: [3, 4], groups: [0, 0] },
      ...{ places: [0, 1], edge_types: [100, 100] },
    });
  });

  it("writes what is read: types of other sizes, texts, enumerations, bytes for names", async () => {
    const folder = newFolder();
    const path = await writeCircuit(
      folder,
      changed(smallest, {
        texts: {
          "network/cell_types.csv": "node_type_id dynamics_params\n100 cell.json\n",
          "network/edge_types.csv": "edge_type_id dynamics_params delay\n100 synapse.json 1.5\n",
        },
      }),
    );
    runPython(
      h5py.path,
      [
        "import h5py, json, sys, numpy as np",
        "n = h5py.File(sys.argv[1] + '/network/cells.h5', 'w'); c = n.create_group('nodes/cells')",
        "c['node_type_id'] = np.array([100, 100], np.int16); c['node_group_id'] = np.array([0, 0], np.uint8)",
        "c['node_group_index'] = np.array([0, 1], np.int64)",
        "c['0/model_type'] = np.array([1, 1], np.uint32)",
        "c['0/@library/model_type'] = np.array(['virtual', 'point_neuron'], h5py.string_dtype())",
        "c['0/model_template'] = np.array(['nest:iaf_psc_alpha'] * 2, 'S30')",
        "e = h5py.File(sys.argv[1] + '/network/edges.h5', 'w'); g = e.create_group('edges/x')",
        "g['source_node_id'] = np.array([0, 0], np.int32); g['target_node_id'] = np.array([0, 1], np.uint16)",
        "g['source_node_id'].attrs['node_population'] = np.bytes_('input')",
        "g['target_node_id'].attrs['node_population'] = 'cells'",
        "g['edge_type_id'] = np.array([100, 100], np.int8)",
        "g.create_dataset('0/syn_weight', data=np.array([700, 700], np.float32), chunks=(1,), compression='gzip')",
        "print(json.dumps(1))",
      ],
      [folder],
    );
    const plain = await fromSonata(await writeCircuit(newFolder(), smallest));
    const [one, other] = [await run((await fromSonata(path)).network, 20), await run(plain.network, 20)];
    expect(one.count).toBeGreaterThan(3);
    expect(one).toEqual(other);
  });
});
