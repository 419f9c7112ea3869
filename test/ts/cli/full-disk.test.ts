// What happens where there is no room: a file is whole or absent, and the command says why. The limit on the size of a
// file stands for a full disk; /dev/full is one.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeSpikes } from "../../../ts/io/index.ts";
import { onLinux } from "../../helpers/needs.ts";
import { recording } from "../io/fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-full-"));
afterAll(() => rmSync(folder, { recursive: true }));
const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Runs the command in a shell: after `before`, with its output going to `to`. */
function shell(args: string, { before = "true", to = "/dev/null" } = {}) {
  const { status, stderr } = spawnSync("bash", ["-c", `${before}; exec node "${main}" ${args} > ${to}`], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stderr };
}

beforeAll(() => writeSpikes(join(folder, "spikes.cajal"), recording(20_000)));

onLinux.describe("without room", () => {
  it.each(["convert spikes.cajal a.csv --json", "convert --help", "info --json", "doctor --json"])(
    "for its output, the command fails with a sentence: %s",
    (args) => {
      const { status, stderr } = shell(args, { to: "/dev/full" });
      expect(status).toBe(1);
      expect(stderr).toMatch(/cajal: the output cannot be written: ENOSPC.*make room on the disk \[E_IO\]/);
      expect(stderr).not.toContain("    at ");
    },
  );

  it.each(["csv", "h5", "nwb", "parquet", "npz", "npy", "dat", "cajal"])(
    "for a file, there is none and nothing beside it: %s",
    (ending) => {
      const before = readdirSync(folder);
      const { status, stderr } = shell(`convert spikes.cajal full.${ending}`, { before: "ulimit -f 8" });
      expect(status).toBe(1);
      expect(stderr).toMatch(/full\.\w+.*(too large|File too large).*ulimit -f.*\[E_IO\]/);
      expect(readdirSync(folder)).toEqual(before);
    },
  );

  it("for a figure, a run leaves no part of one, and says which", () => {
    const args = "run microcircuit --scale 0.01 --time 10 --presim 0 --out small";
    const { status, stderr } = shell(args, { before: "ulimit -f 10" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/small\/\S+: it cannot be written: EFBIG.*\[E_IO\]/);
    const left = readdirSync(join(folder, "small"));
    expect(left.filter((name) => name.includes(".part-"))).toEqual([]);
    for (const name of left.filter((file) => file.endsWith(".svg")))
      expect(
        spawnSync("tail", ["-c", "7", join(folder, "small", name)], { encoding: "utf8" }).stdout,
      ).toContain("</svg>");
  });

  it("for what a file is added to, that file stays as it was", () => {
    shell("convert spikes.cajal sum.h5 --population a");
    const { status } = shell("convert spikes.cajal sum.h5 --append --population b", {
      before: "ulimit -f 90",
    });
    expect(status).toBe(1);
    expect(shell("convert sum.h5 sum.csv --population a").status).toBe(0);
    expect(existsSync(join(folder, "sum.csv"))).toBe(true);
  });

  it("to be read, an empty file says that it is empty, whatever its name", () => {
    for (const ending of ["csv", "h5", "nwb", "parquet", "npz", "cajal", "dat"]) {
      writeFileSync(join(folder, `none.${ending}`), "");
      const { status, stderr } = shell(`convert none.${ending} none-out.csv`);
      expect([status, stderr]).toEqual([1, expect.stringMatching(/none\.\w+: it is empty: 0 bytes/)]);
    }
  });
});
