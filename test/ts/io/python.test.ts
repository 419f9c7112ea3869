// Other programs' views of the files: h5py, pandas and NumPy read what is written here, and write what is read here.
import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSpikes, readTraces, writeSpikes, writeTraces } from "../../../ts/io/index.ts";
import { pythonWith, recording, runPython, samples, testFolder } from "./fixture.ts";

const newPath = testFolder();
const h5py = pythonWith(["h5py", "numpy"]);
const pandas = pythonWith(["pandas"]);
const numpy = pythonWith(["numpy"]);
const trains = recording(200);
const traces = samples(20, ["V_m"]);
const table = { traces, units: { V_m: "mV" } };

/** Prints what a dictionary holds. */
const print = "print(json.dumps(out))";

async function written(ending: string): Promise<string> {
  const path = newPath(ending);
  await writeSpikes(path, trains);
  return path;
}

h5py.describe("h5py", () => {
  const run = <Found>(lines: readonly string[], path: string): Found =>
    runPython(h5py.path, ["import json, sys, h5py, numpy as np", ...lines], [path]) as Found;

  it("reads SONATA spikes with the types of the developer guide", async () => {
    const found = run<Record<string, unknown>>(
      [
        "f = h5py.File(sys.argv[1]); g = f['spikes/default']; t = g['timestamps']; i = g['node_ids']",
        "out = dict(magic=int(f.attrs['magic']), version=f.attrs['version'].tolist(), units=t.attrs['units'],",
        "  types=[str(f.attrs['magic'].dtype), str(t.dtype), str(i.dtype)], times=t[:].tolist(), ids=i[:].tolist(),",
        "  neurons=g['cajal_neurons'][:].tolist(), window=g.attrs['cajal_window'].tolist())",
        print,
      ],
      await written("h5"),
    );
    expect(found).toEqual({
      magic: 0x0a7a,
      version: [0, 1],
      units: "ms",
      types: ["uint32", "float64", "uint64"],
      times: Array.from(trains.times),
      ids: Array.from(trains.ids),
      neurons: Array.from(trains.neurons),
      window: [trains.tStart, trains.tStop],
    });
  });

  it("reads SONATA reports", async () => {
    const path = newPath("h5");
    await writeTraces(path, table);
    const found = run<Record<string, unknown>>(
      [
        "f = h5py.File(sys.argv[1]); g = f['report/default']; m = g['mapping']; d = g['data']",
        "out = dict(data=d[:].tolist(), units=d.attrs['units'], ids=m['node_ids'][:].tolist(),",
        "  pointers=m['index_pointers'][:].tolist(), bmtk=m['index_pointer'][:].tolist(),",
        "  elements=m['element_ids'][:].tolist(), time=m['time'][:].tolist(),",
        "  sorted=int(m['node_ids'].attrs['sorted']),",
        "  types=[str(m[k].dtype) for k in ('node_ids', 'index_pointers', 'element_ids', 'time')])",
        print,
      ],
      path,
    );
    const rows = Array.from(traces.times, (_, k) =>
      Array.from(traces.values.V_m?.subarray(3 * k, 3 * k + 3) ?? []),
    );
    expect(found).toMatchObject({ data: rows, units: "mV", ids: [4, 9, 2], sorted: 0 });
    expect(found).toMatchObject({ pointers: [0, 1, 2, 3], bmtk: [0, 1, 2, 3], elements: [1, 1, 1] });
    expect(found).toMatchObject({ types: ["uint64", "uint64", "uint32", "float64"] });
    expect((found.time as number[])[1]).toBeCloseTo(2.1, 12);
  });

  it("reads the table of units of an NWB file, and everything that the schema demands", async () => {
    const found = run<Record<string, Record<string, unknown>>>(
      [
        "f = h5py.File(sys.argv[1]); u = f['units']; i = u['spike_times_index']",
        "ends = i[:].tolist(); times = u['spike_times'][:]",
        "out = dict(root={k: f.attrs[k] for k in ('namespace', 'neurodata_type', 'nwb_version')},",
        "  texts={k: f[k][()].decode() for k in ('session_description', 'session_start_time', 'identifier',",
        "    'timestamps_reference_time')}, created=f['file_create_date'][:].tolist()[0].decode(),",
        "  groups=sorted(k for k in f if isinstance(f[k], h5py.Group)), stimulus=sorted(f['stimulus']),",
        "  units={k: u.attrs[k].tolist() if k == 'colnames' else u.attrs[k] for k in",
        "    ('namespace', 'neurodata_type', 'colnames', 'description')}, id=u['id'][:].tolist(),",
        "  kinds={k: [u[k].attrs['namespace'], u[k].attrs['neurodata_type'], 'description' in u[k].attrs,",
        "    len(u[k].attrs['object_id'])] for k in u}, target=f[i.attrs['target']].name,",
        "  trains=[times[a:b].tolist() for a, b in zip([0] + ends, ends)],",
        "  intervals=u['obs_intervals'][:].tolist(), pointers=u['obs_intervals_index'][:].tolist())",
        print,
      ],
      await written("nwb"),
    );
    expect(found.root).toEqual({ namespace: "core", neurodata_type: "NWBFile", nwb_version: "2.7.0" });
    expect(found.texts?.session_start_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    expect(found.texts?.timestamps_reference_time).toBe(found.texts?.session_start_time);
    expect(found.created).toMatch(/\+00:00$/);
    expect(found.groups).toEqual(["acquisition", "analysis", "general", "processing", "stimulus", "units"]);
    expect(found.stimulus).toEqual(["presentation", "templates"]);
    expect(found.units).toMatchObject({
      neurodata_type: "Units",
      colnames: ["spike_times", "obs_intervals"],
    });
    expect(found.kinds).toEqual({
      id: ["hdmf-common", "ElementIdentifiers", false, 36],
      spike_times: ["hdmf-common", "VectorData", true, 36],
      spike_times_index: ["hdmf-common", "VectorIndex", true, 36],
      obs_intervals: ["hdmf-common", "VectorData", true, 36],
      obs_intervals_index: ["hdmf-common", "VectorIndex", true, 36],
    });
    expect(found.target).toBe("/units/spike_times");
    expect(found.id).toEqual(Array.from(trains.neurons));
    expect(found.trains).toEqual(trains.byNeuron().map((times) => Array.from(times, (time) => time / 1000)));
    expect(found.intervals).toEqual(Array.from(trains.neurons, () => [0, trains.tStop / 1000]));
    expect(found.pointers).toEqual(Array.from(trains.neurons, (_, k) => k + 1));
  });

  it("writes SONATA spikes: unsorted, in s, with the enumeration, uncompressed, several populations", async () => {
    const path = newPath("h5");
    run<null>(
      [
        "f = h5py.File(sys.argv[1], 'w')",
        "for name, ids in (('exc', [5, 2, 9]), ('inh', [1, 1, 1])):",
        "    g = f.create_group('spikes/' + name)",
        "    g['node_ids'] = np.array(ids, dtype=np.uint64); g['timestamps'] = np.array([0.3, 0.1, 0.2])",
        "    g['timestamps'].attrs['units'] = 's'",
        "    dtype = h5py.enum_dtype({'none': 0, 'by_id': 1, 'by_time': 2}, basetype='i1')",
        "    g.attrs.create('sorting', 0, dtype=dtype)",
        "f.close(); print('null')",
      ],
      path,
    );
    await expect(readSpikes(path)).rejects.toThrow(/its populations are exc, inh; name one of them/);
    const found = await readSpikes(path, { population: "exc" });
    expect([Array.from(found.ids), Array.from(found.times)]).toEqual([
      [2, 9, 5],
      [100, 200, 300],
    ]);
  });

  it("writes SONATA reports of several compartments, as BMTK does", async () => {
    const path = newPath("h5");
    run<null>(
      [
        "f = h5py.File(sys.argv[1], 'w'); g = f.create_group('report/cells'); m = g.create_group('mapping')",
        "g['data'] = np.arange(12, dtype=np.float32).reshape(3, 4); g['data'].attrs['units'] = 'mV'",
        "m['node_ids'] = np.array([3, 8], dtype=np.uint64); m['index_pointer'] = np.array([0, 3, 4], dtype=np.uint64)",
        "m['element_ids'] = np.array([0, 1, 2, 0], dtype=np.uint32); m['time'] = np.array([0.0, 0.75, 0.25])",
        "f.close(); print('null')",
      ],
      path,
    );
    const { traces: found, units } = await readTraces(path);
    expect([Array.from(found.ids), Array.from(found.times)]).toEqual([
      [3, 8],
      [0, 0.25, 0.5],
    ]);
    expect(found.values).toEqual({ value: Float64Array.of(0, 3, 4, 7, 8, 11) });
    expect(units).toEqual({ value: "mV" });
  });

  it("writes tables of units: with and without intervals, in a file of any name", async () => {
    const path = newPath("h5");
    run<null>(
      [
        "f = h5py.File(sys.argv[1], 'w'); u = f.create_group('units'); u['id'] = np.array([7, 3, 5])",
        "u['spike_times'] = np.array([0.5, 0.1, 0.2]); u['spike_times_index'] = np.array([1, 1, 3], dtype=np.uint8)",
        "f.close(); print('null')",
      ],
      path,
    );
    const found = await readSpikes(path);
    expect([Array.from(found.ids), Array.from(found.times)]).toEqual([
      [5, 5, 7],
      [100, 200, 500],
    ]);
    expect([Array.from(found.neurons), found.tStart, found.tStop]).toEqual([[7, 3, 5], 0, 500]);
  });
});

pandas.describe("pandas", () => {
  const run = <Found>(lines: readonly string[], path: string): Found =>
    runPython(pandas.path, ["import json, sys, pandas as pd", ...lines], [path]) as Found;

  it("reads tables and text of NEST", async () => {
    const csv = run(["print(pd.read_csv(sys.argv[1]).to_json(orient='split'))"], await written("csv"));
    const rows = Array.from(trains.ids, (id, k) => [trains.times[k], id]);
    expect(csv).toMatchObject({ columns: ["time (ms)", "neuron"], data: rows });
    const nest = ["print(pd.read_csv(sys.argv[1], sep='\\t', comment='#').to_json(orient='split'))"];
    expect(run(nest, await written("dat"))).toMatchObject({
      columns: ["sender", "time_ms"],
      data: rows.map(([time, id]) => [id, time]),
    });
    const path = newPath("dat");
    await writeTraces(path, table);
    const found = run<{ columns: string[]; data: number[][] }>(nest, path);
    expect(found.columns).toEqual(["sender", "time_ms", "V_m"]);
    expect(found.data[4]?.slice(0, 2)).toEqual([9, 0.2]);
    expect(found.data[4]?.[2]).toBeCloseTo(traces.values.V_m?.[4] as number, 9);
  });

  it("writes tables in columns of any order and in s", async () => {
    const path = newPath("csv");
    const lines = [
      "pd.DataFrame(dict(node_id=[4, 2], time_s=[0.1, 0.1])).to_csv(sys.argv[1], index=False); print('null')",
    ];
    run(lines, path);
    const found = await readSpikes(path);
    expect([Array.from(found.ids), Array.from(found.times)]).toEqual([
      [2, 4],
      [100, 100],
    ]);
  });
});

numpy.describe("NumPy", () => {
  it("writes archives and matrices: 64-bit neurons, unsorted, compressed", async () => {
    const [archive, matrix] = [newPath("npz"), newPath("npy")];
    const lines = [
      "import sys, numpy as np",
      "ids, times = np.array([5, 2, 9]), np.array([0.3, 0.1, 0.2])",
      "np.savez_compressed(sys.argv[1], ids=ids, times=times)",
      "np.save(sys.argv[2], np.column_stack([times, ids])); print('null')",
    ];
    runPython(numpy.path, lines, [archive, matrix]);
    for (const path of [archive, matrix]) {
      const found = await readSpikes(path);
      expect([Array.from(found.ids), Array.from(found.times)]).toEqual([
        [2, 9, 5],
        [0.1, 0.2, 0.3],
      ]);
    }
    writeFileSync(matrix, "no numbers");
    await expect(readSpikes(matrix)).rejects.toMatchObject({ code: "E_IO" });
  });
});
