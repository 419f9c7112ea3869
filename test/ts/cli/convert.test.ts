// `cajal convert` as a user starts it.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeTraces, readSpikes, readTraces, writeSpikes } from "../../../ts/io/index.ts";
import { recording, samples } from "../io/fixture.ts";
import { cajal, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-convert-"));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string): string => join(folder, name);
const trains = recording(300);

/** What stderr holds where nothing is wrong: nothing, or how far a conversion is that takes longer than a second. */
const onlyProgress = /^( {2}convert +[\d,]+ \w+\n)?$/;

beforeAll(async () => {
  await writeSpikes(inFolder("spikes.cajal"), trains);
  const table = { traces: samples(20), units: { V_m: "mV" } };
  writeFileSync(inFolder("samples.npz"), await encodeTraces(table, { format: "npz" }));
});

describe("cajal convert", () => {
  it("goes through every format, and says what was converted", async () => {
    const chain = [
      "spikes.cajal",
      "a.h5",
      "a.parquet",
      "a.nwb",
      "a.npz",
      "a.csv",
      "a.dat",
      "a.npy",
      "b.cajal",
    ];
    for (const [k, to] of chain.slice(1).entries()) {
      const { code, stdout, stderr } = await cajal(["convert", chain[k] as string, to], folder);
      expect([code, stderr], to).toEqual([0, expect.stringMatching(onlyProgress)]);
      expect(stdout).toMatch(/spikes +300\n/);
      expect(stdout).toMatch(/neurons +(20|17)\n/);
      expect(stdout).toMatch(/window +0 to \d+(\.\d+)? ms\n/);
      expect(stdout).toMatch(/bytes +.* read, .* written\n/);
    }
    const found = await readSpikes(inFolder("b.cajal"));
    expect(found.ids).toEqual(trains.ids);
    expect(found.times).toEqual(trains.times);
  });

  it("takes a window, a population and formats by name, and prints JSON", async () => {
    const args = [
      "convert",
      "spikes.cajal",
      "part",
      "--to",
      "sonata",
      "--population",
      "exc",
      "--tstart",
      "10",
    ];
    const { code, stdout } = await cajal([...args, "--tstop", "20", "--json"], folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      from: "cajal",
      to: "sonata",
      tStart: 10,
      tStop: 20,
      neurons: 20,
    });
    const found = await readSpikes(inFolder("part"), { population: "exc" });
    expect(Array.from(found.times)).toEqual(
      Array.from(trains.times).filter((time) => time > 10 && time <= 20),
    );
    expect([found.tStart, found.tStop]).toEqual([10, 20]);
  });

  it("says when a file names no populations, and takes none of them", async () => {
    const table = "time (ms),neuron\n1,5\n2,7\n";
    writeFileSync(inFolder("nameless.csv"), table);
    for (const to of ["nameless.parquet", "nameless.nwb", "nameless.cajal"]) {
      const refused = await cajal(["convert", "nameless.csv", to, "--population", "E"], folder);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringMatching(/nameless\.csv: it names no populations, so there is no 'E' in it/),
      ]);
      expect(existsSync(inFolder(to))).toBe(false);
    }
    const named = await cajal(["convert", "nameless.csv", "named.h5", "--population", "E"], folder);
    expect([named.code, named.stderr.trim().split("\n")]).toEqual([
      0,
      [
        expect.stringMatching(
          /nameless\.csv names no populations: all its spikes are written as those of 'E'/,
        ),
      ],
    ]);
    expect([...(await readSpikes(inFolder("named.h5"), { population: "E" })).ids]).toEqual([5, 7]);
  });

  it("converts samples", async () => {
    expect((await cajal(["convert", "samples.npz", "samples.parquet"], folder)).code).toBe(0);
    expect((await readTraces(inFolder("samples.parquet"))).units).toEqual({ V_m: "mV" });
    const refused = await cajal(["convert", "samples.npz", "samples.h5"], folder);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/one variable of V_m, I_syn_ex.*--variable/),
    ]);
    expect((await cajal(["convert", "samples.npz", "samples.h5", "--variable", "V_m"], folder)).code).toBe(0);
  });

  it("sorts when told to", async () => {
    writeFileSync(inFolder("unsorted.csv"), "time (ms),neuron\n2,1\n1,5\n");
    const refused = await cajal(["convert", "unsorted.csv", "sorted.csv"], folder);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("--sort")]);
    expect(existsSync(inFolder("sorted.csv"))).toBe(false);
    expect((await cajal(["convert", "unsorted.csv", "sorted.csv", "--sort"], folder)).code).toBe(0);
    expect(readFileSync(inFolder("sorted.csv"), "utf8")).toBe("time (ms),neuron\n1,5\n2,1\n");
  });

  it("replaces a file only when told to", async () => {
    writeFileSync(inFolder("there.csv"), "mine\n");
    const refused = await cajal(["convert", "spikes.cajal", "there.csv"], folder);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("there.csv exists")]);
    expect(readFileSync(inFolder("there.csv"), "utf8")).toBe("mine\n");
    expect((await cajal(["convert", "spikes.cajal", "there.csv", "--overwrite"], folder)).code).toBe(0);
    expect(readFileSync(inFolder("there.csv"), "utf8")).toMatch(/^time \(ms\),neuron\n/);
  });

  it("keeps what is whole of a recording that was cut, and says so", async () => {
    const bytes = readFileSync(inFolder("spikes.cajal"));
    writeFileSync(inFolder("cut.cajal"), bytes.subarray(0, bytes.length - 5));
    const { code, stderr } = await cajal(["convert", "cut.cajal", "cut.csv"], folder);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/Warning: cut\.cajal was cut; \d+ B at its end/),
    ]);
  });

  it.each([
    [["convert", "none.csv", "x.csv"], 1, /none\.csv: it cannot be read: it does not exist; check the path/],
    [["convert", "spikes.cajal", "x.txt"], 2, /x\.txt: the format is not known/],
    [["convert", "spikes.cajal", "x.csv", "--to", "sonate"], 2, /did you mean 'sonata'/],
    [["convert", "spikes.cajal", "x.csv", "--from", "csvv"], 2, /did you mean 'csv'/],
    [
      ["convert", "spikes.cajal", "x.csv", "--tstart", "5", "--tstop", "4"],
      2,
      /--tstart must be before --tstop/,
    ],
    [["convert", "spikes.cajal", "x.csv", "--chunk", "0"], 2, /--chunk must be at least 1/],
    [["convert", "spikes.cajal", "x.csv", "--from", "npz"], 1, /spikes\.cajal: .*no zip archive/],
    [["convert", "spikes.cajal", "no/x.csv"], 1, /create the folder first/],
    [["convert", "spikes.cajal"], 2, /missing required argument 'out'/],
  ] as const)("ends with a code and a sentence: %j", async (args, code, message) => {
    const result = await cajal(args, folder);
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toMatch(message);
    expect(readdirSync(folder).filter((name) => /^x\.|part-/.test(name))).toEqual([]);
  });

  it("lists the formats in its help", async () => {
    const { code, stdout } = await cajal(["convert", "--help"], folder);
    expect(code).toBe(0);
    for (const name of ["cajal", "csv", "nest", "npz", "nwb", "parquet", "sonata"])
      expect(stdout).toContain(name);
  });

  it("stops at Ctrl-C and leaves nothing behind", async () => {
    // So long that no machine is at its end before the signal comes; its rows need not be in order.
    writeFileSync(inFolder("long.csv"), Buffer.alloc(60_000_000, "0.1 5\n"));
    const before = readdirSync(folder);
    const { child, result } = start(["convert", "long.csv", "long.parquet"], folder);
    while (readdirSync(folder).length === before.length)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGINT");
    expect((await result).code).toBe(130);
    expect(readdirSync(folder)).toEqual(before);
    rmSync(inFolder("long.csv"));
  });

  it("adds a population to a SONATA file, which keeps the others", async () => {
    const to = (name: string) => ["convert", "spikes.cajal", "both.h5", "--append", "--population", name];
    expect((await cajal(to("exc"), folder)).code).toBe(0);
    expect((await cajal(to("inh"), folder)).code).toBe(0);
    for (const population of ["exc", "inh"])
      expect((await readSpikes(inFolder("both.h5"), { population })).times).toEqual(trains.times);
    const bytes = readFileSync(inFolder("both.h5"));
    const again = await cajal(to("inh"), folder);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("a population 'inh' already")]);
    expect(readFileSync(inFolder("both.h5")).equals(bytes)).toBe(true);
    const other = await cajal(["convert", "spikes.cajal", "there.csv", "--append"], folder);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("nothing can be added to csv")]);
  });

  it("reads the files of several threads as one, and tables whose columns it is told", async () => {
    writeFileSync(inFolder("x-1-0.dat"), "sender\ttime_ms\n7\t0.3\n1\t0.2\n");
    writeFileSync(inFolder("x-1-1.dat"), "sender\ttime_ms\n2\t0.1\n");
    expect((await cajal(["convert", "x-1-0.dat", "x-1-1.dat", "x-1.csv"], folder)).code).toBe(0);
    expect(readFileSync(inFolder("x-1.csv"), "utf8")).toBe("time (ms),neuron\n0.1,2\n0.2,1\n0.3,7\n");
    writeFileSync(inFolder("bare.txt"), "5 100\n7 200\n");
    const asked = await cajal(["convert", "bare.txt", "bare.csv"], folder);
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining("--columns time,neuron")]);
    const told = ["convert", "bare.txt", "bare.csv", "--columns", "neuron,time"];
    expect((await cajal(told, folder)).code).toBe(0);
    expect(readFileSync(inFolder("bare.csv"), "utf8")).toBe("time (ms),neuron\n100,5\n200,7\n");
  });

  it("leaves out a damaged frame, names it, and says so with its exit code", async () => {
    const bytes = readFileSync(inFolder("spikes.cajal"));
    const begin = 2 * (20 + bytes.readUInt32LE(12));
    bytes[begin + 100] = (bytes[begin + 100] as number) ^ 1;
    writeFileSync(inFolder("damaged.cajal"), bytes);
    const { code, stderr } = await cajal(["convert", "damaged.cajal", "rest.csv"], folder);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining(`frame 1 at byte ${begin} is damaged; its 300 spikes are left out`),
    ]);
    expect(readFileSync(inFolder("rest.csv"), "utf8")).toBe("time (ms),neuron\n");
  });

  it("says that units without spike times are taken as silent", async () => {
    const { default: h5wasm } = await import("h5wasm/node");
    await h5wasm.ready;
    const file = new h5wasm.File(inFolder("mute.nwb"), "w");
    file.create_attribute("nwb_version", "2.6.0");
    file.create_group("units").create_dataset({ name: "id", data: BigInt64Array.of(3n, 4n) });
    file.close();
    const { code, stdout, stderr } = await cajal(["convert", "mute.nwb", "mute.csv"], folder);
    expect([code, stderr]).toEqual([0, expect.stringContaining("its 2 units are taken as silent")]);
    expect(stdout).toMatch(/neurons +2\n/);
  });
});
