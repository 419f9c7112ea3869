// Connectomes from tables: what they must hold, and how each fault is found again.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import {
  type ConnectomeTables,
  connectomeFromCsv,
  multiArea,
} from "../../../../ts/networks/multi-area/index.ts";
import { errorOf } from "../../../helpers/errors.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const texts = {
  areas:
    "# From an atlas (Brown 1999). License: CC0 1.0.\narea,arch_type,hierarchy,colour\nA,8,0,red\nB,2,1,blue\n",
  populations:
    "# Counted.\nindex,area,population,N_real,K_ext_kappa1\n0,A,23E,100.5,1000\n1,A,4E,50,1000\n2,B,23E,80,2000\n",
  distances: "area,A,B\nA,0,12.5\nB,12.5,0\n",
  connections: "target,source,indegree,n_syn\n0,0,10.5,1055\n0,2,1,100\n2,0,2.5,200\n",
};
const changed = (table: keyof typeof texts, from: string, to: string): ConnectomeTables => {
  expect(texts[table]).toContain(from);
  const all = { ...texts, [table]: texts[table].replace(from, to) };
  return Object.fromEntries(
    Object.entries(all).map(([name, text]) => [name, bytes(text)]),
  ) as unknown as ConnectomeTables;
};
const right = changed("areas", "red", "green");

describe("connectomeFromCsv", () => {
  it("reads populations, areas, distances and in-degrees", () => {
    const connectome = connectomeFromCsv(right);
    expect(connectome.areas).toEqual([
      { name: "A", architecture: 8, hierarchy: 0 },
      { name: "B", architecture: 2, hierarchy: 1 },
    ]);
    expect(connectome.populations[0]).toEqual({ area: 0, name: "23E", size: 100.5 });
    expect([...connectome.inDegrees]).toEqual([10.5, 0, 1, 0, 0, 0, 2.5, 0, 0]);
    expect(connectome.stabilisedInDegrees).toBeNull();
    expect([...connectome.externalInDegrees]).toEqual([1000, 1000, 2000]);
    expect([...connectome.distances]).toEqual([0, 12.5, 12.5, 0]);
    const { network } = multiArea(connectome, { state: "LA" });
    expect(network.estimate().synapses.expected).toBe(1355);
  });

  it("keeps what the remarks say, and the licence that they name", () => {
    const { citation, licence } = connectomeFromCsv(right);
    expect(citation).toBe("From an atlas (Brown 1999). License: CC0 1.0. Counted.");
    expect(licence).toBe("CC0 1.0");
    const silent = connectomeFromCsv(changed("areas", "License: CC0 1.0.", ""));
    expect(silent.licence).toBe("");
  });

  it("reads stabilised in-degrees from a table of their own, which may be gzipped", () => {
    const stabilised = gzipSync(texts.connections.replace("0,2,1,100", "0,2,0.5,50"));
    const { inDegrees, stabilisedInDegrees } = connectomeFromCsv({ ...right, stabilised });
    expect([inDegrees[2], stabilisedInDegrees?.[2]]).toEqual([1, 0.5]);
  });

  it("lets the number of synapses decide where in-degrees are rounded", () => {
    // 100.5 neurons with 1055 / 100.5 synapses each, written with nine digits, which lie below.
    const { inDegrees } = connectomeFromCsv(changed("connections", "10.5,1055", "10.4975124,1055"));
    expect(Math.floor((inDegrees[0] as number) * 100.5)).toBe(1055);
  });

  describe("finds a fault again by file, line and column", () => {
    const cases: [ConnectomeTables, RegExp][] = [
      [changed("areas", "hierarchy", "rank"), /line 2: there is no column 'hierarchy'/],
      [changed("areas", "B,2", "A,2"), /line 4, column 'area': .* a name that no other area has, got 'A'/],
      [
        changed("areas", "A,8", "A,eight"),
        /line 3, column 'arch_type': there must be a number, 0 or more, got 'eight'/,
      ],
      [
        changed("populations", "1,A,4E", "1,C,4E"),
        /line 4, column 'area': .* an area of the table of areas, got 'C'/,
      ],
      [changed("populations", "A,4E", "A,L4"), /line 4, column 'population': there must be one of 23E/],
      [changed("populations", "A,4E", "A,23E"), /line 4, column 'population': A 23E must stand in order/],
      [changed("populations", "100.5", "0.5"), /line 3, column 'N_real': .* at least one neuron/],
      [changed("populations", "80,2000", "80,"), /line 5, column 'K_ext_kappa1': there must be a number/],
      [changed("populations", "80,2000", "80"), /line 5: there must be 5 cells, got 4/],
      [changed("distances", "B,12.5,0", "C,12.5,0"), /line 3, column 'area': there must be 'B', got 'C'/],
      [changed("distances", "\nB,12.5,0", ""), /there must be 2 rows, got 1/],
      [changed("distances", "0,12.5", "0,-12.5"), /line 2, column 'B': .* got '-12.5'/],
      [changed("connections", "0,2,1", "0,3,1"), /line 3, column 'source': .* whole number below 3, got 3/],
      [changed("connections", "0,2,1", "0,0,1"), /line 3, column 'source': this pair stands above already/],
      [changed("connections", "2.5,200", "2.5,210"), /line 4, column 'n_syn': there must be 200, .* got 210/],
      [{ ...right, areas: bytes("# nothing\n") }, /it holds no table/],
      [{ ...right, areas: Uint8Array.of(0x1f, 0x8b, 8, 0) }, /the file is damaged/],
      [{ ...right, areas: Uint8Array.of(0xff, 0xff) }, /it cannot be read/],
    ];
    it.each(cases)("%#: %s", (tables, message) => {
      const error = errorOf(() => connectomeFromCsv(tables));
      expect(error.code).toBe("E_IO");
      expect(error.message).toMatch(message);
    });
  });

  const folder = mkdtempSync(join(tmpdir(), "cajal-tables-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads files by their paths, and names them", () => {
    const paths = Object.fromEntries(Object.keys(texts).map((name) => [name, join(folder, `${name}.csv`)]));
    for (const [name, path] of Object.entries(paths)) writeFileSync(path, texts[name as keyof typeof texts]);
    expect(connectomeFromCsv(paths as unknown as ConnectomeTables).name).toContain(paths.populations);
    writeFileSync(paths.areas as string, texts.areas.replace("A,8", "A,"));
    expect(() => connectomeFromCsv(paths as unknown as ConnectomeTables)).toThrow(`${paths.areas}, line 3`);
    rmSync(paths.areas as string);
    expect(() => connectomeFromCsv(paths as unknown as ConnectomeTables)).toThrow(
      /areas.csv.*does not exist/,
    );
  });
});
