// Tables as text as other programs write them. What each must mean is stated beside it.
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convertFile, readSpikes, readTraces } from "../../../ts/io/index.ts";
import { testFolder } from "./fixture.ts";

const newPath = testFolder();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `time|neuron` of every spike in a text. */
const spikesIn = (text: string | Uint8Array, options: object = { format: "csv" }): Promise<string> =>
  spikesOf(typeof text === "string" ? bytes(text) : text, options);

/** The same of a file, or of bytes. */
async function spikesOf(from: string | Uint8Array, options: object = {}): Promise<string> {
  const found = await readSpikes(from, options);
  return Array.from(found.times, (time, k) => `${time}|${found.ids[k]}`).join(" ");
}

const wanted = "0.1|5 0.3|2 12.5|7";
const rows = ["0.1 5", "0.3 2", "12.5 7"];
const joined = (lines: readonly string[], separator: string): string =>
  lines.map((line) => `${line.replaceAll(" ", separator)}\n`).join("");

const utf16 = (text: string, big: boolean): Uint8Array => {
  const letters = Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0));
  const found = new Uint8Array(letters.buffer);
  if (big) for (let at = 0; at < found.length; at += 2) found.subarray(at, at + 2).reverse();
  return found;
};

describe("spikes in a table", () => {
  const names = "time neuron";
  it.each<[string, string | Uint8Array]>([
    ["commas", joined([names, ...rows], ",")],
    ["tabs", joined([names, ...rows], "\t")],
    ["semicolons", joined([names, ...rows], ";")],
    ["blanks", joined([names, ...rows], " ")],
    ["several blanks, aligned", "   time   neuron\n    0.1        5\n    0.3        2\n   12.5        7\n"],
    ["commas with blanks behind", joined([names, ...rows], ", ")],
    ["decimal commas", "time;neuron\n0,1;5\n0,3;2\n12,5;7\n"],
    ["decimal commas and tabs", "time\tneuron\n0,1\t5\n0,3\t2\n12,5\t7\n"],
    ["decimal commas and blanks", "time neuron\n0,1 5\n0,3 2\n12,5 7\n"],
    ["bars", joined([names, ...rows], "|")],
    ["Excel's line with the separator", "sep=;\r\ntime;neuron\r\n0,1;5\r\n0,3;2\r\n12,5;7\r\n"],
    ["Excel's line, without names", "SEP=,\n0.1,5\n0.3,2\n12.5,7\n"],
    ["line ends of Windows", joined([names, ...rows], ",").replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${joined([names, ...rows], ",")}`],
    ["UTF-16, little endian", utf16(joined([names, ...rows], "\t"), false)],
    ["UTF-16, big endian", utf16(joined([names, ...rows], ";"), true)],
    ["a separator behind each row", "time,neuron,\n0.1,5,\n0.3,2,\n12.5,7,\n"],
    ["quoted names", '"time","neuron"\n0.1,5\n0.3,2\n12.5,7\n'],
    ["quoted numbers", '"time" "neuron"\n"0.1" "5"\n"0.3" "2"\n"12.5" "7"\n'],
    ["blank lines", "\ntime,neuron\n\n0.1,5\n\n0.3,2\n12.5,7\n\n"],
    ["remarks", "# written by hand\n% twice\ntime,neuron\n0.1,5\n# middle\n0.3,2\n12.5,7\n"],
    ["no end of the last line", "time,neuron\n0.1,5\n0.3,2\n12.5,7"],
    ["no names", joined(rows, " ")],
    ["no names, neuron first", "5,0.1\n2,0.3\n7,12.5\n"],
    ["no names, whole times", "0.1,5\n0.3,2\n12.5,7\n"],
    ["names in a remark, as numpy.savetxt", "# time neuron\n0.1 5\n0.3 2\n12.5 7\n"],
    ["names in a remark of another dialect", "# time (ms), neuron\n0.1 5\n0.3 2\n12.5 7\n"],
    [
      "floats for everything, as numpy.savetxt",
      [
        "1.000000000000000056e-01 5.000000000000000000e+00",
        "2.999999999999999889e-01 2.000000000000000000e+00",
        "1.250000000000000000e+01 7.000000000000000000e+00\n",
      ].join("\n"),
    ],
    ["an index, as pandas.to_csv", ",time,neuron\n0,0.1,5\n1,0.3,2\n2,12.5,7\n"],
    ["an index with a name", "Unnamed: 0,time,neuron\n0,0.1,5\n1,0.3,2\n2,12.5,7\n"],
    ["an index without names", "0,0.1,5\n1,0.3,2\n2,12.5,7\n"],
    ["names of rows without a name, as R", '"time" "neuron"\n"1" 0.1 5\n"2" 0.3 2\n"3" 12.5 7\n'],
    ["BMTK", "timestamps population node_ids\n0.1 cortex 5\n0.3 cortex 2\n12.5 cortex 7\n"],
    ["BMTK with quotes", '"timestamps" "population" "node_ids"\n0.1 "v1" 5\n0.3 "v1" 2\n12.5 "v1" 7\n'],
    ["BMTK without names", "0.1 cortex 5\n0.3 cortex 2\n12.5 cortex 7\n"],
    ["out of order", "timestamps node_ids\n12.5 7\n0.1 5\n0.3 2\n"],
    ["neuron by neuron", "node_ids timestamps\n2 0.3\n5 0.1\n7 12.5\n"],
    ["files put together, with the names again", "time,neuron\n0.3,2\ntime,neuron\n0.1,5\n12.5,7\n"],
    ["a row number and a neuron", "id,time,neuron\n1,0.1,5\n2,0.3,2\n3,12.5,7\n"],
    ["words beside them", "time,neuron,kind\n0.1,5,exc\n0.3,2,inh\n12.5,7,exc\n"],
  ])("with %s", async (_kind, text) => {
    expect(await spikesIn(text)).toBe(wanted);
  });

  it.each([
    "time,neuron",
    "times,senders",
    "time_ms,sender",
    "t,i",
    "timestamps,node_id",
    "Timestamp,Node ID",
    "spike_time,gid",
    "spike_times,gids",
    "Time [ms],Neuron ID",
    "time (ms),id",
    "time / ms,neuron index",
    "time in ms,cell_id",
    "time_ms,neuron_id",
    "t (ms),unit",
    "Spike Time,unit_id",
    "time,index",
  ])("named %s", async (names) => {
    expect(await spikesIn(`${names}\n0.1,5\n0.3,2\n12.5,7\n`)).toBe(wanted);
    const [time, neuron] = names.split(",");
    expect(await spikesIn(`${neuron},${time}\n5,0.1\n2,0.3\n7,12.5\n`)).toBe(wanted);
  });

  it.each([
    ["time (s)", 1000],
    ["time_s", 1000],
    ["spike_time [sec]", 1000],
    ["timestamps (us)", 1e-3],
    ["t_us", 1e-3],
  ])("in the unit of %s", async (name, scale) => {
    expect(await spikesIn(`${name},neuron\n${100 / scale},5\n300,2\n`)).toContain("100|5");
  });

  it("in steps with an offset, when the step is known", async () => {
    const text = "sender time_step time_offset\n5 11 0.01\n2 12 0\n";
    expect(await spikesIn(text, { format: "csv", resolution: 0.1 })).toBe("1.09|5 1.2|2");
    expect(await spikesIn(text, { format: "nest", resolution: 0.1 })).toBe("1.09|5 1.2|2");
    await expect(spikesIn(text)).rejects.toThrow(/in steps.*--resolution/);
  });

  it("found by the names of their files, or by what is in them", async () => {
    for (const ending of ["txt", "tsv", "csv", "dat", "gdf", "spikes"]) {
      const path = newPath(ending);
      writeFileSync(path, "0.1 5\n0.3 2\n12.5 7\n");
      expect(await spikesOf(path), ending).toBe(wanted);
    }
    expect(await spikesIn("time,neuron\n0.1,5\n0.3,2\n12.5,7\n", {})).toBe(wanted);
  });

  it("none at all, below names", async () => {
    for (const text of [
      "time,neuron\n",
      "timestamps population node_ids\n",
      "# time neuron\n",
      "sender\ttime_ms\n",
    ])
      expect(await spikesIn(text)).toBe("");
  });

  it("asks where it is not clear which column is which, and takes the answer", async () => {
    const text = "1 100\n1 250\n2 90\n";
    await expect(spikesIn(text)).rejects.toMatchObject({
      code: "E_IO",
      message: expect.stringMatching(/both columns hold whole numbers.*--columns time,neuron/),
    });
    expect(await spikesIn(text, { format: "csv", columns: ["neuron", "time"] })).toBe("90|2 100|1 250|1");
    // NEST's own files have the sender first.
    expect(await spikesIn(text, { format: "nest" })).toBe("90|2 100|1 250|1");
    await expect(spikesIn("0.1 0.5\n0.2 0.7\n")).rejects.toThrow(/neither column holds whole numbers/);
    await expect(spikesIn("0.1 5 3.5 2\n0.2 6 3.1 2\n")).rejects.toThrow(/its columns have no names/);
    expect(await spikesIn("0.1 5 3.5\n", { format: "csv", columns: ["time", "neuron", "-"] })).toBe("0.1|5");
    await expect(spikesIn(text, { format: "csv", columns: ["time"] })).rejects.toThrow(
      /2 columns, and 1 are named/,
    );
    await expect(spikesIn("a,b\n1,2\n")).rejects.toThrow(/a column for the time, got 'a, b'/);
    await expect(spikesIn("time,population\n1,x\n")).rejects.toThrow(/a column for the neuron/);
  });

  it("of one population of several, which must be named", async () => {
    const text = "timestamps population node_ids\n0.1 v1 5\n0.2 lgn 5\n0.3 v1 2\n";
    await expect(spikesIn(text)).rejects.toMatchObject({
      code: "E_IO",
      message: expect.stringMatching(/line 3.*populations are v1, lgn.*--population/),
    });
    expect(await spikesIn(text, { format: "csv", population: "lgn" })).toBe("0.2|5");
    await expect(spikesIn(text, { format: "csv", population: "x" })).rejects.toThrow(
      /populations are v1, lgn/,
    );
  });

  it("keeps the name of a population on the way to SONATA", async () => {
    const [from, to] = [newPath("csv"), newPath("h5")];
    writeFileSync(from, "timestamps population node_ids\n0.1 v1 5\n0.3 v1 2\n12.5 v1 7\n");
    await convertFile(from, to);
    expect(await spikesOf(to, { population: "v1" })).toBe(wanted);
  });
});

describe("what is no spike", () => {
  const cases = [
    ["inf,5", /line 3: the time must be a finite number, got Infinity/],
    ["1e999,5", /line 3: the time must be a finite number, got Infinity/],
    ["-inf,5", /line 3: the time must be a finite number, got -Infinity/],
    ["NaN,5", /line 3: the time must be a finite number, got NaN/],
    [",5", /line 3: the time must be a finite number, got NaN/],
    ["0.2,-1", /line 3: the neuron must be a whole number from 0 to 2\^32 - 1, got -1/],
    ["0.2,1e999", /line 3: the neuron must be a whole number .*, got Infinity/],
    ["0.2,nan", /line 3: the neuron must be a whole number .*, got NaN/],
    ["0.2,1.5", /line 3: the neuron must be a whole number .*, got 1\.5/],
    ["0.2,4294967296", /line 3: the neuron must be a whole number .*, got 4294967296/],
    ["0.2,0x10", /line 3: there must be a number for neuron, got '0x10'/],
    ["0.2,five", /line 3: there must be a number for neuron, got 'five'/],
    ["0.2", /line 3: there must be 2 columns, got 1/],
    ["0.2,5,7", /line 3: there must be 2 columns, got 3/],
  ] as const;
  it.each(cases)("is refused with its line: %s", async (row, message) => {
    const text = `time,neuron\n0.1,5\n${row}\n0.3,2\n`;
    await expect(spikesIn(text)).rejects.toMatchObject({
      code: "E_IO",
      message: expect.stringMatching(message),
    });
    const [time = "", ...neuron] = row.split(",");
    const nest = `sender\ttime_ms\n5\t0.1\n${[...neuron, time].join("\t")}\n2\t0.3\n`;
    if (neuron.length === 1 && time !== "" && !/five|0x/.test(row))
      await expect(spikesIn(nest, { format: "nest" })).rejects.toThrow(message);
  });

  it("bytes that are no text", async () => {
    const text = bytes("time,neuron\n0.1,5\n");
    text[14] = 0xff;
    await expect(spikesIn(text)).rejects.toThrow(/bytes that are no text/);
  });
});

describe("thousands that stand apart", () => {
  it.each([
    ["time;neuron\n999,5;5\n1.234,5;2\n1.234.567,25;7\n", "999.5|5 1234.5|2 1234567.25|7"],
    ['time,neuron\n999.5,5\n"1,234.5",2\n"1,234,567.25",7\n', "999.5|5 1234.5|2 1234567.25|7"],
    ["time\tneuron\n999.5\t5\n1,234.5\t2\n", "999.5|5 1234.5|2"],
  ])("are read where the marks leave no doubt", async (text, expected) => {
    expect(await spikesIn(text)).toBe(expected);
  });

  it("are refused where they could be decimals", async () => {
    const error = await spikesIn('time,neuron\n0.5,1\n"1,234",5\n').then(String, ({ message }) => message);
    expect(error).toContain("there must be a number for time, got '1,234'");
  });
});

describe("samples in a table", () => {
  it("with blanks, an index, or decimal commas", async () => {
    for (const text of [
      "time neuron V_m\n0.1 4 -65\n0.1 9 -64\n0.2 4 -63\n0.2 9 -62\n",
      ",time,neuron,V_m\n0,0.1,4,-65\n1,0.1,9,-64\n2,0.2,4,-63\n3,0.2,9,-62\n",
      "time (ms);neuron;V_m\n0,1;4;-65,0\n0,1;9;-64,0\n0,2;4;-63,0\n0,2;9;-62,0\n",
    ]) {
      const { traces } = await readTraces(bytes(text), { format: "csv" });
      expect([...traces.times, ...traces.ids, ...traces.trace("V_m", 1)]).toEqual([0.1, 0.2, 4, 9, -64, -62]);
    }
  });

  it("may be infinite or missing", async () => {
    const { traces } = await readTraces(bytes("time,neuron,V_m\n0.1,4,inf\n0.2,4,\n"), { format: "csv" });
    expect([...traces.trace("V_m")]).toEqual([Infinity, Number.NaN]);
  });
});

describe("files of NEST", () => {
  it("are out of order within a slice, and are read without being told to sort", async () => {
    const slice = "7\t83.700\n14\t83.400\n30\t83.500\n51\t83.400\n11\t110.500\n";
    const text = `# NEST version: 3.6.0\n# RecordingBackendASCII version: 2\nsender\ttime_ms\n${slice}`;
    for (const format of ["nest", undefined])
      expect(await spikesIn(text, { format })).toBe("83.4|14 83.4|51 83.5|30 83.7|7 110.5|11");
    expect(await spikesIn("7\t83.700\t\n14\t83.400\t\n", { format: "nest" })).toBe("83.4|14 83.7|7");
  });

  it("one per thread, are read as one", async () => {
    const paths = ["sender\ttime_ms\n1\t0.2\n3\t0.5\n", "sender\ttime_ms\n2\t0.1\n4\t0.6\n"].map((text) => {
      const path = newPath("dat");
      writeFileSync(path, text);
      return path;
    });
    const found = await readSpikes(paths);
    expect([...found.ids, ...found.times]).toEqual([2, 1, 3, 4, 0.1, 0.2, 0.5, 0.6]);
    const to = newPath("csv");
    expect(await convertFile(paths, to)).toMatchObject({ count: 4, from: "nest" });
  });

  it("with samples, one per thread, are put side by side", async () => {
    const table = (id: number): Uint8Array =>
      bytes(`sender\ttime_ms\tV_m\n${id}\t0.1\t-${id}\n${id}\t0.2\t-${id}.5\n`);
    const { traces } = await readTraces([table(4), table(9)], { format: "nest" });
    expect([...traces.ids]).toEqual([4, 9]);
    expect([...traces.trace("V_m", 1)]).toEqual([-9, -9.5]);
    await expect(readTraces([table(4), table(4)], { format: "nest" })).rejects.toMatchObject({
      code: "E_IO",
    });
    await expect(readTraces([], { format: "nest" })).rejects.toMatchObject({ code: "E_FORMAT" });
  });
});
