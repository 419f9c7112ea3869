// `cajal run` with a configuration of SONATA.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSpikes } from "../../../ts/io/index.ts";
import { fromSonata } from "../../../ts/sonata/index.ts";
import { changed, smallest, testFolders, writeCircuit } from "../sonata/files.ts";
import { run } from "../sonata/runs.ts";
import { cajal } from "./command.ts";

const newFolder = testFolders();

const reported = changed(smallest, {
  texts: {
    "config.json": {
      run: { tstop: 50 },
      conditions: { v_init: -80 },
      reports: { potential: { module: "multimeter_report", cells: "cells", variable_name: "V_m" } },
    },
  },
});

describe("cajal run config.json", () => {
  it("runs to tstop and writes results and SONATA's files into the output folder", async () => {
    const folder = newFolder();
    const path = await writeCircuit(folder, reported);
    const { code, stdout, stderr } = await cajal(["run", "config.json", "--threads", "1", "--json"], folder);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("2 neurons and 1 virtual nodes");
    expect(stderr).toContain("conditions: v_init passed over");
    const document = JSON.parse(stdout);
    const expected = await run((await fromSonata(path)).network, 50);
    expect(document).toMatchObject({ digest: expected.digest, folder: join(folder, "output") });
    expect(document.run.simulated).toBe(50);
    expect(document.warnings.map(({ code: one }: { code: string }) => one)).toEqual(["W_SONATA"]);
    const names = readdirSync(join(folder, "output"));
    for (const name of [
      "spikes.h5",
      "potential.h5",
      "spikes.cajal",
      "index.html",
      "traces-1.svg",
      "summary.json",
    ])
      expect(names).toContain(name);
    const [there, here] = [
      await readSpikes(join(folder, "output/spikes.h5")),
      await readSpikes(join(folder, "output/spikes.cajal")),
    ];
    expect(there.length).toBeGreaterThan(0);
    expect([...there.times]).toEqual([...here.times]);
    expect(readFileSync(join(folder, "output/index.html"), "utf8")).toContain("cajal run config.json");
    expect(readFileSync(join(folder, "output/index.html"), "utf8")).toContain("fromSonata");
    // The time of the command goes before that of the configuration, and earlier results stay.
    const again = await cajal(["run", "config.json", "--time", "20", "--json"], folder);
    expect(JSON.parse(again.stdout)).toMatchObject({
      folder: join(folder, "output-2"),
      run: { simulated: 20 },
    });
  });

  it("says what cannot be run, and leaves nothing behind", async () => {
    const folder = newFolder();
    const types = "node_type_id model_type model_template dynamics_params\n100 biophysical ctdb:x NULL\n";
    await writeCircuit(folder, changed(reported, { texts: { "network/cell_types.csv": types } }));
    const { code, stderr } = await cajal(["run", "config.json"], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^cajal: .*cells\.h5, \/nodes\/cells, row 0 \(node 0\): nodes of model_type 'biophysical'.*\[E_DESCRIPTION\]\n$/s,
    );
    expect(existsSync(join(folder, "output"))).toBe(false);
  });
});
