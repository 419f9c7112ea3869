import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inVerify } from "../../helpers/needs.ts";
import { cajal, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-learning-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const bars = (...more: string[]): string[] => [
  ...["run", "dendritic-bars", "--presentation-time", "1", "--latent-equilibrium", "on", "--test-every", "5"],
  ...more,
];

interface Training {
  readonly name: string;
  readonly epochs: number;
  readonly ended: string | null;
  readonly accuracy: number;
  readonly error: number;
  readonly firstPerfect: number | null;
  readonly digest: string | null;
}

describe("cajal run dendritic-bars", () => {
  it("trains, writes tables, figures and a page, and prints one document", async () => {
    const result = await cajal(bars("--epochs", "10", "--out", "one", "--json"), folder);
    expect(result.stderr).toContain("2 of 2 trainings");
    expect(result.code).toBe(0);
    const document = JSON.parse(result.stdout);
    expect(document).toMatchObject({ command: "run dendritic-bars", interrupted: false, failures: [] });
    const [own, baseline] = document.trainings as [Training, Training];
    expect(own).toMatchObject({ name: "le-1ms-seed1", epochs: 10, ended: "complete" });
    expect(own.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(baseline).toMatchObject({ name: "backpropagation-seed1", epochs: 10, digest: null });
    const lines = read("one/curves.csv").trim().split("\n");
    expect(lines[0]).toBe(
      "condition,presentation_time,seed,epoch,train_accuracy,train_error,test_accuracy,test_error",
    );
    expect(lines.length).toBe(1 + 2 * 3);
    expect(lines[1]).toMatch(/^latent equilibrium,1,1,0,/);
    expect(lines[4]).toMatch(/^backpropagation,,1,0,/);
    const figures = ["accuracy", "error"].flatMap((name) =>
      ["-dark.svg", ".png", ".svg"].map((ending) => `${name}-1ms${ending}`),
    );
    const files = ["curves.csv", "experiment.json", "index.html", "summary.json", "trainings"];
    expect(readdirSync(join(folder, "one")).sort()).toEqual([...figures, ...files].sort());
    expect(read("one/accuracy-1ms.svg")).toContain("published: rate matrix, LE, 1 ms");
    expect(read("one/accuracy-1ms.svg")).toContain("backpropagation");
    expect(read("one/index.html")).toContain('<img class="on-light" src="accuracy-1ms.svg"');
    expect(JSON.parse(read("one/summary.json")).options).toMatchObject({
      form: "rate",
      protocol: "continuous",
    });
  });

  it("goes on with more epochs in the same folder, as if it had never stopped", async () => {
    const more = await cajal(bars("--epochs", "25", "--out", "one", "--json"), folder);
    const straight = await cajal(bars("--epochs", "25", "--out", "straight", "--json"), folder);
    const outcomes = (stdout: string) =>
      (JSON.parse(stdout).trainings as Training[]).map(({ name, error, digest }) => ({
        name,
        error,
        digest,
      }));
    expect(outcomes(more.stdout)).toEqual(outcomes(straight.stdout));
    expect(read("one/curves.csv")).toBe(read("straight/curves.csv"));
    const again = await cajal(bars("--epochs", "25", "--out", "one"), folder);
    expect(again.stderr).toContain("0 of 2 trainings");
  });

  it("takes another folder for other trainings, or replaces the old ones", async () => {
    const other = ["--epochs", "1", "--psi", "50", "--form", "spikes", "--no-baseline"];
    const beside = await cajal(bars(...other, "--out", "one", "--json"), folder);
    expect(JSON.parse(beside.stdout).folder).toBe("one-2");
    const instead = await cajal(bars(...other, "--out", "straight", "--overwrite", "--json"), folder);
    expect(JSON.parse(instead.stdout).folder).toBe("straight");
    expect(readdirSync(join(folder, "straight", "trainings"))).toEqual(["le-1ms-seed1.json"]);
  });

  it("is stopped by Ctrl-C and goes on bit for bit", async () => {
    const long = bars("--epochs", "3000", "--checkpoint-every", "20", "--no-baseline", "--out", "stopped");
    const begun = start(long, folder);
    const file = join(folder, "stopped", "trainings", "le-1ms-seed1.json");
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    begun.child.kill("SIGINT");
    const stopped = await begun.result;
    expect(stopped.code).toBe(130);
    expect(stopped.stdout).toContain("The same command goes on");
    const reached = JSON.parse(JSON.parse(readFileSync(file, "utf8")).state).epoch;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(3000);
    const until = String(Math.ceil(reached / 5) * 5 + 5);
    const rest = bars("--epochs", until, "--no-baseline", "--json", "--out");
    const [more, straight] = [
      await cajal([...rest, "stopped"], folder),
      await cajal([...rest, "never"], folder),
    ];
    expect(JSON.parse(more.stdout).folder).toBe("stopped");
    expect(read("stopped/curves.csv")).toBe(read("never/curves.csv"));
    expect(JSON.parse(more.stdout).trainings[0].digest).toBe(JSON.parse(straight.stdout).trainings[0].digest);
  });

  inVerify.it("studies presentation times and modes with several seeds", async () => {
    const study = ["run", "dendritic-bars", "--presentation-time", "0.5,1", "--seeds", "2", "--epochs", "2"];
    const { stdout, code } = await cajal([...study, "--test-every", "1", "--out", "study", "--json"], folder);
    expect(code).toBe(0);
    const { trainings } = JSON.parse(stdout) as { trainings: Training[] };
    expect(trainings.length).toBe(2 * 2 * 2 + 2);
    expect(new Set(trainings.map(({ digest }) => digest)).size).toBe(8 + 1);
    expect(existsSync(join(folder, "study", "presentation-times-accuracy.svg"))).toBe(true);
    expect(read("study/presentation-times-error.svg")).toContain("published: latent equilibrium");
    expect(existsSync(join(folder, "study", "error-0.5ms.png"))).toBe(true);
  });

  it("stops early when enough is learned", async () => {
    const easy = bars(
      "--epochs",
      "500",
      "--stop-accuracy",
      "0.5",
      "--no-baseline",
      "--out",
      "early",
      "--json",
    );
    const [own] = JSON.parse((await cajal(easy, folder)).stdout).trainings as [Training];
    expect(own.ended).toBe("early");
    expect(own.epochs).toBeLessThan(500);
  });

  it("takes deep networks, lost neurons, delays, refractory periods and fewer synapses", async () => {
    const options = [
      "--form spikes --psi 20 --hidden 12,6 --dropout 0.2 --dropout-renewed never --delay 0.25 --t-ref 0.25",
      "--connection-probability 0.8 --apical-capacitance 5 --random-init --target-delay 0.3",
      "--eta-up 0.1,0.1,0.02 --eta-scale 0.5 --epochs 2 --out all --json",
    ];
    const all = bars(...options.join(" ").split(" "));
    const { stdout, code, stderr } = await cajal(all, folder);
    expect(stderr).not.toContain("failed");
    expect(code).toBe(0);
    const spec = JSON.parse(read("all/experiment.json")).specs[0];
    expect(spec.learner.network).toMatchObject({
      layers: [9, 12, 6, 3],
      form: "spikes",
      psi: 20,
      t_ref: 0.25,
      delay: 0.25,
      selfPredicting: false,
      connectionProbability: 0.8,
      apicalCapacitance: 5,
      learningRates: { up: [0.05, 0.05, 0.01] },
    });
    expect(spec.dropout).toEqual({ probability: 0.2, renewed: "never" });
    const document = JSON.parse(stdout);
    expect(document.trainings.length).toBe(2);
    const codes = new Set(document.warnings.map(({ code }: { code: string }) => code));
    expect([...codes].sort()).toEqual(["W_DELAY_ROUNDED", "W_TIME_ROUNDED"]);
    expect(read("all/index.html")).toContain("[W_DELAY_ROUNDED]");
    expect(stderr).not.toContain("published");
    expect(read("all/error-1ms.svg")).not.toContain("published");
  });

  it("tells of a training that blows up, and does not lose the others", async () => {
    const wild = ["--sigma", "1e308", "--epochs", "5", "--out", "wild", "--json"];
    const { code, stdout, stderr } = await cajal(bars(...wild), folder);
    expect(code).toBe(1);
    const { failures, trainings } = JSON.parse(stdout);
    expect(failures).toEqual([{ name: "le-1ms-seed1", message: expect.stringContaining("E_NUMERIC") }]);
    expect(stderr).toContain("le-1ms-seed1 failed");
    expect(read("wild/index.html")).toContain("le-1ms-seed1 failed");
    expect(trainings[1].epochs).toBe(5);
  });
});

describe("the other experiments", () => {
  it("cajal run dendritic-self-prediction: four measures, two initial conditions", async () => {
    const few = ["--epochs", "4", "--test-every", "2", "--out", "self", "--json"];
    const { stdout, code } = await cajal(["run", "dendritic-self-prediction", ...few], folder);
    expect(code).toBe(0);
    const { trainings } = JSON.parse(stdout);
    expect(trainings.map(({ name }: Training) => name)).toEqual(["random-le-seed1", "predicting-le-seed1"]);
    const [random, predicting] = trainings;
    expect(Object.keys(random.measures)).toEqual([
      ...["feedforwardWeights", "feedbackWeights", "apical", "interneurons"],
    ]);
    expect(predicting.measures.feedbackWeights).toBeLessThan(random.measures.feedbackWeights / 100);
    expect(predicting.measures.apical).toBeLessThan(random.measures.apical);
    expect(random.accuracy).toBeNull();
    for (const name of ["apical", "interneurons", "feedforwardWeights", "feedbackWeights"])
      expect(existsSync(join(folder, "self", `self-prediction-${name}.svg`)), name).toBe(true);
  });

  const learnsFrom = (variant: string) => async (): Promise<void> => {
    const few = ["--epochs", "2", "--samples", "20", "--test-every", "1", "--out", variant, "--json"];
    const { stdout, code } = await cajal(["run", "dendritic-teacher", "--variant", variant, ...few], folder);
    expect(code).toBe(0);
    const { trainings } = JSON.parse(stdout) as { trainings: Training[] };
    expect(trainings.map(({ name }) => name)).toEqual(["le-seed1", "backpropagation-seed1", "shallow-seed1"]);
    expect(trainings[0]?.error).toBeGreaterThan(0);
    const { specs } = JSON.parse(read(join(variant, "experiment.json")));
    expect(specs[2].learner.network.layers.length).toBe(2);
  };
  it("cajal run dendritic-teacher: gille", learnsFrom("gille"));
  inVerify.it("cajal run dendritic-teacher: sacramento", learnsFrom("sacramento"));

  it("cajal run dendritic-digits: files of the form of MNIST, or a polite no", async () => {
    const header = (...numbers: number[]): number[] => numbers.flatMap((n) => [0, 0, n >> 8, n & 255]);
    const images = Uint8Array.from([
      0,
      0,
      8,
      3,
      ...header(12, 4, 4),
      ...Array.from({ length: 192 }, (_, k) => (k * 37) % 256),
    ]);
    const labels = Uint8Array.from([
      0,
      0,
      8,
      1,
      ...header(12),
      ...Array.from({ length: 12 }, (_, k) => k % 3),
    ]);
    writeFileSync(join(folder, "images"), images);
    writeFileSync(join(folder, "labels"), labels);
    const files = ["--images", "images", "--labels", "labels", "--classes", "0,1,2", "--pool", "2"];
    const few = ["--hidden", "6,5", "--epochs", "2", "--out", "digits", "--json"];
    const { stdout, code } = await cajal(["run", "dendritic-digits", ...files, ...few], folder);
    expect(code).toBe(0);
    expect(JSON.parse(read("digits/experiment.json")).specs[0].learner.network.layers).toEqual([4, 6, 5, 3]);
    expect(JSON.parse(stdout).trainings.length).toBe(2);
    const none = await cajal(["run", "dendritic-digits"], folder);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("--images FILE --labels FILE")]);
    const missing = await cajal(
      ["run", "dendritic-digits", "--images", "none", "--labels", "labels"],
      folder,
    );
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("cannot read none")]);
    const half = await cajal(["run", "dendritic-digits", ...files, "--test-images", "images"], folder);
    expect([half.code, half.stderr]).toEqual([2, expect.stringContaining("belong together")]);
  });

  it("cajal run urbanczik-senn --overwrite keeps what was there until there is something new", async () => {
    mkdirSync(join(folder, "older"));
    writeFileSync(join(folder, "older/summary.json"), "older");
    for (const name of ["older", "fresh"]) {
      const long = ["run", "urbanczik-senn", "--repetitions", "300", "--out", name, "--overwrite"];
      const { child, result, shown } = start(long, folder);
      await shown("build");
      child.kill("SIGINT");
      expect((await result).code).toBe(130);
    }
    expect(read("older/summary.json")).toBe("older");
    expect(existsSync(join(folder, "fresh"))).toBe(false);
  });

  it("cajal run urbanczik-senn: the soma before and after learning", async () => {
    const { stdout, code } = await cajal(["run", "urbanczik-senn", "--out", "urbanczik", "--json"], folder);
    expect(code).toBe(0);
    const { distances, digest } = JSON.parse(stdout);
    const of = Object.fromEntries(
      distances.map((one: { name: string; distance: number }) => [one.name, one.distance]),
    );
    expect(of.after).toBeLessThan(of.before / 1.8);
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(read("urbanczik/curves.csv").trim().split("\n").length).toBe(2001);
    for (const name of ["matching.png", "weights.svg", "index.html"])
      expect(existsSync(join(folder, "urbanczik", name)), name).toBe(true);
  });

  it("are offered where a name is nearly right", async () => {
    const { code, stderr } = await cajal(["run", "dendritic-bar"], folder);
    expect([code, stderr]).toEqual([2, expect.stringContaining("dendritic-bars")]);
    const help = await cajal(["run", "--help"], folder);
    for (const name of ["bars", "self-prediction", "teacher", "digits"])
      expect(help.stdout).toContain(`dendritic-${name}`);
    expect((await cajal(["run", "dendritic-bars", "--help"], folder)).stdout).toContain(
      "--connection-probability",
    );
  });
});
