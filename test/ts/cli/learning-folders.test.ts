// What becomes of the folder of an experiment: calls that go on with it, calls that must not, and ends before the end.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { cajal, start } from "./command.ts";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "cajal-folders-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bars = (...more: string[]): string[] => [
  ...["run", "dendritic-bars", "--latent-equilibrium", "on", "--no-baseline", "--test-every", "1"],
  ...more,
];
const endless = ["--presentation-time", "1", "--epochs", "1000000", "--checkpoint-every", "1000000"];

const trainingFile = (out: string): string => join(folder, out, "trainings", "le-1ms-seed1.json");
/** The epoch that a training has written down; -1 before it has written anything. */
const writtenEpoch = (out: string): number =>
  existsSync(trainingFile(out))
    ? JSON.parse(JSON.parse(readFileSync(trainingFile(out), "utf8")).state).epoch
    : -1;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("the folder of an experiment", () => {
  it("is gone on with by calls that ask for more, whatever the number of threads", async () => {
    const call = (...more: string[]) =>
      cajal(bars("--epochs", "2", "--out", "more", "--json", ...more), folder);
    await call("--presentation-time", "1");
    const more = await call("--presentation-time", "1,2", "--threads", "2");
    expect(JSON.parse(more.stdout).folder).toBe("more");
    expect(more.stderr).toContain("1 of 2 trainings");
  });

  it("is left to what it tells of by calls that lack some of it", async () => {
    const written = () => readFileSync(join(folder, "more", "curves.csv"), "utf8");
    const before = written();
    const call = ["--epochs", "2", "--out", "more", "--json", "--presentation-time", "2"];
    const fewer = await cajal(bars(...call), folder);
    expect(JSON.parse(fewer.stdout).folder).toBe("more-2");
    const others = await cajal(bars(...call.with(-1, "1"), "--eta-scale", "2"), folder);
    expect(JSON.parse(others.stdout).folder).toBe("more-3");
    expect(written()).toBe(before);
    expect(readdirSync(join(folder, "more", "trainings")).length).toBe(2);
  });

  it("has the same figure of a study in whatever order its times were given", async () => {
    const figureOf = async (times: string): Promise<string> => {
      await cajal(bars("--presentation-time", times, "--epochs", "1", "--out", "study"), folder);
      return readFileSync(join(folder, "study", "presentation-times-error.svg"), "utf8");
    };
    expect(await figureOf("2,0.5,1")).toBe(await figureOf("0.5,1,2"));
  });

  it("begins trainings anew whose files were changed, and tells what to do with those of no use", async () => {
    const call = () =>
      cajal(bars("--presentation-time", "1", "--epochs", "2", "--out", "hurt", "--json"), folder);
    const digestOf = (stdout: string): string => JSON.parse(stdout).trainings[0].digest;
    const first = await call();
    const written = JSON.parse(readFileSync(trainingFile("hurt"), "utf8"));
    const hurt = (change: (state: string) => string, checked: boolean): void => {
      const state = change(written.state);
      const checksum = checked ? createHash("sha256").update(state).digest("hex") : written.checksum;
      writeFileSync(trainingFile("hurt"), JSON.stringify({ ...written, state, checksum, ended: null }));
    };
    hurt((state) => state.replace('"epoch":3', '"epoch":1'), false);
    const again = await call();
    expect([again.code, digestOf(again.stdout)]).toEqual([0, digestOf(first.stdout)]);
    // As a checkpoint of another version would be: whole, but of no use.
    const useless = (state: string): string =>
      state.replace('"epoch":3', '"epoch":2').replace('"u8":"', '"u8":"AAAA');
    hurt(useless, true);
    const refused = await call();
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining(`remove ${join("hurt", "trainings")}`),
    ]);
    rmSync(trainingFile("hurt"));
    expect((await call()).code).toBe(0);
  });

  it("is gone on with after Ctrl-C by the call without --overwrite, as the last line says", async () => {
    const begun = start(bars(...endless, "--overwrite", "--out", "again"), folder);
    await until(() => writtenEpoch("again") >= 0);
    begun.child.kill("SIGINT");
    expect((await begun.result).stdout).toContain("The same command without --overwrite goes on");
  });

  it.each(["SIGTERM", "SIGKILL"] as const)(
    "keeps what was learned until the command's %s",
    async (signal) => {
      const all = bars(...endless, "--out", signal);
      // Batch systems and `timeout` end the whole group.
      const child = spawn(process.execPath, [main, ...all], { cwd: folder, detached: true, stdio: "ignore" });
      const closed = new Promise((resolve) => child.on("close", resolve));
      await until(() => writtenEpoch(signal) >= 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(writtenEpoch(signal)).toBe(1);
      process.kill(signal === "SIGTERM" ? -(child.pid as number) : (child.pid as number), signal);
      await closed;
      await until(() => writtenEpoch(signal) > 1);
    },
  );
});
