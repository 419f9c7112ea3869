// The step of a chain that asks theory.
import { join } from "node:path";
import type { Connectome } from "../../networks/index.ts";
import { remaining } from "../../simulate/progress.ts";
import { writeResult } from "../files/result-folder.ts";
import { writeDrawings } from "../report/drawings.ts";
import { progressOn } from "../terminal/progress.ts";
import { duration } from "../terminal/terminal.ts";
import { theoryFolder } from "./compose.ts";
import { Interrupted } from "./run-step.ts";
import { randomStarts, stabilityScan, type TheoryName } from "./schmidt2018.ts";
import type { Step } from "./steps.ts";
import { finalRates, stabilityOverChi, type TheoryFindings, type TheoryWatch } from "./theory.ts";

/** Name of the step. */
export const theoryStepName = (name: TheoryName): string => `theory ${name}`;

/** What theory is asked, and of what. */
export interface TheoryStepOptions {
  /** Folder of the chain. */
  readonly folder: string;
  readonly name: TheoryName;
  /** What decides about the connectome. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly connectome: Connectome;
  readonly starts: number;
  readonly seed: number;
  /** Files of the user. */
  readonly inputs: readonly string[];
  readonly signal: AbortSignal;
}

function find({ name, connectome, starts, seed }: TheoryStepOptions, watch: TheoryWatch) {
  if (name === "stability") return stabilityOverChi(connectome, watch);
  return finalRates(connectome, { starts, seed }, watch);
}

/** Asks theory with progress on stderr. @throws Interrupted */
async function found(options: TheoryStepOptions): Promise<TheoryFindings> {
  const { name, signal } = options;
  const progress = progressOn(process.stderr);
  const begun = performance.now();
  const elapsed = (): number => (performance.now() - begun) / 1000;
  const onProgress = (fraction: number): void =>
    progress.advance({ fraction, eta: remaining(fraction, elapsed()) });
  progress.begin(theoryStepName(name));
  try {
    const findings = await find(options, { onProgress, signal });
    progress.end(`in ${duration(elapsed())}`);
    return findings;
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  } finally {
    progress.abandon();
  }
}

/** What theory was asked into its folder: a table, and its drawing. */
export function theoryStep(options: TheoryStepOptions): Step {
  const { folder, name, source, inputs, starts, seed } = options;
  const asked = name === "stability" ? stabilityScan : { state: randomStarts.state, starts, seed };
  const out = theoryFolder(name);
  return {
    name: theoryStepName(name),
    parameters: { ...source, ...asked },
    inputs,
    work: async () => {
      const { table, draw } = await found(options);
      writeResult(join(folder, out), `${name}.csv`, table);
      await writeDrawings(join(folder, out), [{ name, title: name, draw }]);
      return [".csv", "-dark.svg", ".png", ".svg"].map((ending) => join(out, `${name}${ending}`));
    },
  };
}
