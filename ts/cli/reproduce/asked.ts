// What is asked of the chain: whole figures, or one of its steps.
import { UsageError } from "../terminal/failure.ts";
import { type ChainOptions, figureStepName, stepsBefore } from "./chain.ts";
import { schmidt2018 } from "./schmidt2018.ts";
import { slugOf } from "./steps.ts";

/** Options of the command. */
export interface AskedOptions extends Omit<ChainOptions, "figure"> {
  readonly figure?: string;
  /** A single step, in place of a figure. */
  readonly step?: string;
  /** Write a Snakefile, and do nothing else. */
  readonly snakefile?: boolean;
}

/** Numbers of all figures. */
export const allFigures: readonly string[] = Object.keys(schmidt2018);

const allSteps = [
  ...new Set([...allFigures.flatMap(stepsBefore), ...allFigures.map(figureStepName)].map(slugOf)),
];

/** Refuses what asks for nothing, or for several things. @throws UsageError */
export function checkAsked({
  figure,
  step,
  snakefile,
}: Pick<AskedOptions, "figure" | "step" | "snakefile">): void {
  const refuse = (message: string): never => {
    throw new UsageError(`reproduce: ${message}`);
  };
  if (figure !== undefined && step !== undefined) refuse("--step is a part of a figure; leave out --figure");
  if (step !== undefined && snakefile)
    refuse("a Snakefile is of whole figures; give --figure in place of --step");
  if (figure === undefined && step === undefined)
    refuse(`give --figure (${allFigures.join(", ")} or all), or --step`);
  if (step !== undefined && !allSteps.includes(step))
    refuse(`--step must be one of ${allSteps.join(", ")}, got '${step}'`);
}
