// HDF5 files of other programs, in layouts that cajal does not write: read where their meaning is clear, and refused
// with the true reason where it is not. The files are made here with the HDF5 library itself.
import { readFileSync, writeFileSync } from "node:fs";
import type { Dataset, File } from "h5wasm";
import h5wasm from "h5wasm/node";
import { beforeAll, describe, expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import { readSpikes } from "../../../ts/io/index.ts";
import { effort } from "../../helpers/effort.ts";
import { randomNumbers, testFolder } from "./fixture.ts";

const newPath = testFolder();

beforeAll(() => h5wasm.ready);

/** A file of the oldest version, without checksums, as h5py writes it unless told otherwise. */
function written(ending: string, write: (file: File) => void): string {
  const path = newPath(ending);
  const file = new h5wasm.File(path, "w", { libver: ["earliest", "latest"] });
  write(file);
  file.close();
  return path;
}

const times = Float64Array.of(0.5, 1.5, 1.5, 7);
const ids = BigUint64Array.of(3n, 0n, 4n, 3n);

function spikesInto(file: File, path: string, neurons = "node_ids"): void {
  const group = path
    .split("/")
    .reduce<File | ReturnType<File["create_group"]>>(
      (parent, name) => (parent.get(name) as File | null) ?? parent.create_group(name),
      file,
    );
  group.create_dataset({ name: "timestamps", data: times });
  group.create_dataset({ name: neurons, data: ids });
}

const sonata = (ending = "h5"): string =>
  written(ending, (file) => {
    spikesInto(file, "spikes/v1");
    (file.get("spikes/v1/timestamps") as Dataset).create_attribute("units", "milliseconds");
  });

/** The units of NWB 2; columns that are not given are left out. */
function nwb(columns: { readonly spikes?: boolean; readonly units?: boolean } = {}): string {
  const { spikes = true, units = true } = columns;
  return written("nwb", (file) => {
    file.create_attribute("nwb_version", "2.5.0");
    file.create_group("acquisition");
    if (!units) return;
    const table = file.create_group("units");
    table.create_dataset({ name: "id", data: BigInt64Array.of(7n, 9n, 12n) });
    if (!spikes) return;
    table.create_dataset({ name: "spike_times", data: Float64Array.of(0.001, 0.004, 0.002) });
    table.create_dataset({ name: "spike_times_index", data: BigInt64Array.of(2n, 2n, 3n) });
  });
}

const nwb1 = (): string =>
  written("nwb", (file) => {
    file.create_dataset({ name: "nwb_version", data: "NWB-1.0.6", dtype: "S" });
    const module = file.create_group("processing").create_group("sorted").create_group("UnitTimes");
    for (const [unit, data] of [
      [4, Float64Array.of(0.25)],
      [11, Float64Array.of(0.5, 0.125)],
    ] as const)
      module.create_group(`unit_${unit}`).create_dataset({ name: "times", data });
  });

/** `time|neuron` of every spike. */
async function spikesOf(path: string, options = {}): Promise<string> {
  const found = await readSpikes(path, options);
  return Array.from(found.times, (time, k) => `${time}|${found.ids[k]}`).join(" ");
}

/** The message of the refusal: an E_IO that names the file, and says nothing of damage. */
async function reasonOf(path: string, options = {}): Promise<string> {
  const error = await readSpikes(path, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CajalError);
  const { code, message } = error as CajalError;
  expect([code, message.startsWith(path)]).toEqual(["E_IO", true]);
  expect(message).not.toMatch(/damaged/);
  return message;
}

describe("layouts that have a meaning", () => {
  const wanted = "0.5|3 1.5|0 1.5|4 7|3";

  it("SONATA with a population, and as the first files had it, without", async () => {
    expect(await spikesOf(sonata())).toBe(wanted);
    for (const neurons of ["gids", "node_ids"])
      expect(await spikesOf(written("h5", (file) => spikesInto(file, "spikes", neurons)))).toBe(wanted);
  });

  it("NWB 2, with units that never fired, and with units without spikes, which are silent", async () => {
    expect(await spikesOf(nwb())).toBe("1|7 2|12 4|7");
    const { ids: none, neurons } = await readSpikes(nwb({ spikes: false }));
    expect([[...none], [...neurons]]).toEqual([[], [7, 9, 12]]);
  });

  it("NWB 1, whose units are groups", async () => {
    expect(await spikesOf(nwb1())).toBe("125|11 250|4 500|11");
  });
});

describe("layouts that have none are refused with the true reason", () => {
  it("NWB without units", async () => {
    expect(await reasonOf(nwb({ units: false }))).toMatch(/no table of units.*\/acquisition/);
  });

  it("NWB 1 without sorted spikes", async () => {
    const path = written("nwb", (file) => {
      file.create_dataset({ name: "nwb_version", data: "NWB-1.0.6", dtype: "S" });
      file.create_group("processing");
    });
    expect(await reasonOf(path)).toMatch(/NWB-1\.0\.6, and no processing module has UnitTimes/);
  });

  it("HDF5 that is neither", async () => {
    const path = written("h5", (file) => void file.create_dataset({ name: "model_weights", data: times }));
    expect(await reasonOf(path)).toMatch(/HDF5, but not SONATA: it holds \/model_weights/);
    expect(await reasonOf(written("h5", () => {}))).toMatch(/HDF5, but not SONATA: it is empty/);
  });

  it("populations that each count from 0, and one that is not there", async () => {
    const path = written("h5", (file) => {
      for (const name of ["spikes/v1", "spikes/lgn"]) spikesInto(file, name);
    });
    expect(await reasonOf(path)).toMatch(/populations are .*v1.*--population/);
    expect(await reasonOf(path, { population: "x" })).toMatch(/populations are/);
    expect(await spikesOf(path, { population: "lgn" })).toContain("0.5|3");
  });

  it("a file without bytes, and one that was cut", async () => {
    for (const ending of ["h5", "nwb"]) {
      const empty = newPath(ending);
      writeFileSync(empty, "");
      expect(await reasonOf(empty)).toMatch(/it is empty: 0 bytes/);
    }
    for (const path of [sonata(), nwb(), nwb1()]) {
      const bytes = readFileSync(path);
      const length = bytes.length >> 1;
      writeFileSync(path, bytes.subarray(0, length));
      expect(await reasonOf(path)).toContain(`it was cut: ${length} of ${bytes.length} bytes are there`);
    }
  });

  it("spikes and neurons of unlike number", async () => {
    const path = written("h5", (file) => {
      const group = file.create_group("spikes").create_group("v1");
      group.create_dataset({ name: "timestamps", data: times });
      group.create_dataset({ name: "node_ids", data: ids.subarray(1) });
    });
    expect(await reasonOf(path)).toMatch(/4 timestamps and 3 neurons/);
  });

  it("a population of a file that names none", async () => {
    const path = written("h5", (file) => spikesInto(file, "spikes"));
    expect(await reasonOf(path, { population: "v1" })).toMatch(/names no populations, so there is no 'v1'/);
  });
});

describe("heaps of texts, which have no checksum", () => {
  // The library never returned from a size of a heap, or of a text in it, that leads beyond its end.
  it("are refused at wrong sizes, and never keep one waiting", async () => {
    const good = readFileSync(sonata());
    const heap = good.indexOf("GCOL");
    const outcomes = { read: 0, refused: 0 };
    for (const at of [8, 9, 15, 24, 25, 31])
      for (const value of [0, 1, 8, 16, 128, 255]) {
        const wrong = Uint8Array.from(good);
        if (wrong[heap + at] === value) continue;
        wrong[heap + at] = value;
        const error = await readSpikes(wrong).then(
          () => undefined,
          (thrown: CajalError) => thrown,
        );
        if (error) expect([error.code, error.hint]).toEqual(["E_IO", expect.stringContaining("whole copy")]);
        outcomes[error ? "refused" : "read"]++;
      }
    // A text that is shorter than its place, or takes in what is free behind it, is a text.
    expect(outcomes.refused).toBeGreaterThan(25);
  });

  it("and everything else at flipped bytes: what is read, or E_IO", async () => {
    const files = [sonata(), nwb(), nwb1()].map((path) => readFileSync(path));
    const random = randomNumbers(23);
    for (let k = 0; k < effort(24, 60); k++) {
      const wrong = Uint8Array.from(files[k % files.length] as Uint8Array);
      for (let flip = 0; flip <= k % 3; flip++)
        wrong[Math.floor(random() * wrong.length)] = Math.floor(random() * 256);
      const found = await readSpikes(wrong).catch((error: unknown) => error);
      if (found instanceof Error) expect(found, `case ${k}`).toMatchObject({ code: "E_IO" });
    }
  });
});
