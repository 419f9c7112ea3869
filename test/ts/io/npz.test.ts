// Archives for NumPy: round trips, NumPy itself where Python has it, and files that are none.
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeNpz, encodeNpz, readSpikes, spikesNpz, tracesNpz } from "../../../ts/io/index.ts";
import { spikeTrains, traces } from "../../../ts/simulate/recording.ts";
import { pythonWith, runPython, testFolder } from "./fixture.ts";

const newPath = testFolder();
const numpy = pythonWith(["numpy"]);

/** What NumPy finds in an archive: type, shape and values of every array. */
function readByNumpy(bytes: Uint8Array): Record<string, { dtype: string; shape: number[]; values: unknown }> {
  const path = newPath("npz");
  writeFileSync(path, bytes);
  const program = [
    "import json, sys, numpy",
    "found = numpy.load(sys.argv[1], allow_pickle=False)",
    "print(json.dumps({name: dict(dtype=str(a.dtype), shape=a.shape, values=a.tolist())",
    "  for name, a in found.items()}))",
  ];
  return runPython(numpy.path, program, [path]) as ReturnType<typeof readByNumpy>;
}

const recording = spikeTrains({
  ids: Uint32Array.of(3, 1, 3),
  times: Float64Array.of(1.5, 2, 2.1),
  neurons: Uint32Array.of(1, 2, 3),
  tStart: 1,
  tStop: 10,
});

const samples = traces({
  times: Float64Array.of(0.1, 0.2),
  ids: Uint32Array.of(7, 9),
  names: ["V_m", "I_syn_ex"],
  samples: Float64Array.of(-65, -64, 1, 2, -63, -62, 3, 4),
});

describe("npz archives", () => {
  it("gives back any numbers, bit by bit", () => {
    const numbers = fc.float64Array({ maxLength: 50 });
    const whole = fc.uint32Array({ maxLength: 50 });
    fc.assert(
      fc.property(numbers, whole, fc.boolean(), (times, ids, compress) => {
        const found = decodeNpz(encodeNpz({ times, ids }, { compress }));
        expect(found.get("times")).toEqual({ data: times, shape: [times.length] });
        expect(found.get("ids")).toEqual({ data: ids, shape: [ids.length] });
      }),
      { numRuns: 60 },
    );
  });

  it("gives back texts and shapes", () => {
    const matrix = { data: Int16Array.of(1, -2, 3, 4, 5, 6), shape: [2, 3] };
    const found = decodeNpz(encodeNpz({ labels: ["L23E", "μ", ""], matrix }));
    expect(found.get("labels")?.data).toEqual(["L23E", "μ", ""]);
    expect(found.get("matrix")).toEqual(matrix);
  });

  it("compresses, and is the same at any time", () => {
    const zeros = { zeros: new Float64Array(10_000) };
    expect(encodeNpz(zeros).length).toBeLessThan(1000);
    expect(encodeNpz(zeros, { compress: false }).length).toBeGreaterThan(80_000);
    expect(encodeNpz(zeros)).toEqual(encodeNpz(zeros));
  });

  numpy.it("is what NumPy reads: spikes", () => {
    const found = readByNumpy(spikesNpz(recording));
    expect(found.ids).toEqual({ dtype: "uint32", shape: [3], values: [3, 1, 3] });
    expect(found.times).toEqual({ dtype: "float64", shape: [3], values: [1.5, 2, 2.1] });
    expect(found.window?.values).toEqual([1, 10]);
    expect(found.neurons?.values).toEqual([1, 2, 3]);
    expect(found.units?.values).toEqual(["times: ms", "window: ms"]);
  });

  numpy.it("is what NumPy reads: samples by time and neuron", () => {
    const found = readByNumpy(tracesNpz(samples, { V_m: "mV" }));
    expect(found.V_m).toMatchObject({ dtype: "float64", shape: [2, 2] });
    expect(found.V_m?.values).toEqual([[-65, -64], [-63, -62]]); // biome-ignore format: a matrix
    expect(found.I_syn_ex?.values).toEqual([[1, 2], [3, 4]]); // biome-ignore format: a matrix
    expect(found.units?.values).toEqual(["times: ms", "V_m: mV"]);
  });

  it("lies as the format says: a zip archive of headers in 64 bytes", () => {
    const bytes = encodeNpz({ ids: Uint8Array.of(7) }, { compress: false });
    const text = new TextDecoder("latin1").decode(bytes);
    expect(text.startsWith("PK\u0003\u0004")).toBe(true);
    const begin = text.indexOf("\u0093NUMPY\u0001\u0000");
    const header = text.indexOf("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", begin);
    expect(header).toBe(begin + 10);
    expect(text.indexOf("\n", header) - begin + 1).toBe(128);
    expect(text.charCodeAt(begin + 128)).toBe(7);
  });

  numpy.it("reads what NumPy writes: any order of bytes and indices, any kind of number", async () => {
    const program = (array: string) => [
      "import sys, json, numpy as np",
      "times, ids = np.array([0.1, 0.3, 12.5]), np.array([5, 2, 7])",
      `np.savez(sys.argv[1], ${array})`,
      "print(json.dumps(0))",
    ];
    for (const array of [
      "times=times, ids=ids",
      "times=times.astype('>f8'), ids=ids.astype('>i4')",
      "times=times, ids=ids.astype('uint64')",
      "times=times, ids=ids.astype('float64')",
      "times=times, ids=ids.astype('>u2')",
    ]) {
      const path = newPath("npz");
      runPython(numpy.path, program(array), [path]);
      expect([...(await readSpikes(path))], array).toEqual([
        [0.1, 5],
        [0.3, 2],
        [12.5, 7],
      ]);
    }
    const matrix = newPath("npy");
    const column = program("a=1").with(
      2,
      "np.save(sys.argv[1], np.asfortranarray(np.stack([times, ids], axis=1)))",
    );
    runPython(numpy.path, column, [matrix]);
    expect([...(await readSpikes(matrix))][2]).toEqual([12.5, 7]);
    const objects = newPath("npz");
    runPython(numpy.path, program("times=times, ids=np.array([5, None, 7], dtype=object)"), [objects]);
    await expect(readSpikes(objects)).rejects.toThrow(/Python objects; save numbers/);
  });

  it("refuses bytes that are no archive, and arrays that were cut", () => {
    const good = encodeNpz({ times: Float64Array.of(1, 2, 3) }, { compress: false });
    const failure = (bytes: Uint8Array): string => {
      try {
        decodeNpz(bytes);
        return "nothing";
      } catch (error) {
        return (error as { code?: string }).code ?? String(error);
      }
    };
    expect(failure(Uint8Array.of(1, 2, 3))).toBe("E_IO");
    expect(failure(good.subarray(0, 100))).toBe("E_IO");
    const wrong = good.slice();
    wrong[wrong.indexOf(0x93) + 1] = 0;
    expect(failure(wrong)).toBe("E_IO");
    expect(() => encodeNpz({ matrix: { data: Uint8Array.of(1), shape: [2, 2] } })).toThrow(
      "must hold the 1 elements",
    );
  });
});
