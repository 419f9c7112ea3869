// Tables as text: read back by a parser of RFC 4180 that knows nothing of the writer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv, spikesCsv, tracesCsv } from "../../../ts/io/index.ts";
import { spikeTrains, traces } from "../../../ts/simulate/recording.ts";

/** The cells of a text. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/y;
  let row: string[] = [];
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, value = "", end] = found;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== "\n") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe("csv", () => {
  it("gives back any numbers and texts", () => {
    const row = fc.tuple(fc.double({ noNaN: true }), fc.string());
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const columns = [
          { name: "value", unit: "mV", values: rows.map(([value]) => value) },
          { name: "a, b", values: rows.map(([, text]) => text) },
        ];
        const [heading, ...cells] = parse([...csv(columns)].join(""));
        expect(heading).toEqual(["value (mV)", "a, b"]);
        expect(cells.map(([, text]) => text)).toEqual(rows.map(([, text]) => text));
        expect(cells.map(([value]) => Number(value) + 0)).toEqual(rows.map(([value]) => value + 0));
      }),
    );
  });

  it("writes spikes with the unit of their times, in pieces", () => {
    const count = 50_000;
    const trains = spikeTrains({
      ids: Uint32Array.from({ length: count }, (_, k) => k % 7),
      times: Float64Array.from({ length: count }, (_, k) => k / 10),
      neurons: Uint32Array.of(0, 1, 2, 3, 4, 5, 6),
      tStart: 0,
      tStop: count / 10,
    });
    const pieces = [...spikesCsv(trains)];
    expect(pieces.length).toBe(4);
    const lines = pieces.join("").trimEnd().split("\n");
    expect(lines.length).toBe(count + 1);
    expect(lines[0]).toBe("time (ms),neuron");
    expect(lines.at(-1)).toBe(`${(count - 1) / 10},${(count - 1) % 7}`);
  });

  it("writes a column per variable and neuron", () => {
    const recorded = traces({
      times: Float64Array.of(0.1, 0.2),
      ids: Uint32Array.of(7, 9),
      names: ["V_m", "w"],
      samples: Float64Array.of(-65, -64, 1, 2, -63, -62, 3, 4),
    });
    const text = [...tracesCsv(recorded, { V_m: "mV" })].join("");
    expect(text).toBe(
      "time (ms),V_m of 7 (mV),V_m of 9 (mV),w of 7,w of 9\n0.1,-65,-64,1,2\n0.2,-63,-62,3,4\n",
    );
  });

  it("refuses columns of different lengths", () => {
    const columns = [
      { name: "a", values: [1] },
      { name: "b", values: [1, 2] },
    ];
    expect(() => [...csv(columns)]).toThrow(/columns\[1\].values must have 1 values, got 2/);
  });
});
