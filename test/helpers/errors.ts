// Shared by tests of wrong input: which error comes, and that nothing changed.
import { expect } from "vitest";
import { CajalError } from "../../ts/error.ts";

/** The CajalError that `work` throws; fails if it throws nothing or something else. */
export function errorOf(work: () => unknown): CajalError {
  try {
    work();
  } catch (error) {
    if (error instanceof CajalError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The CajalError that a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<CajalError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CajalError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** A network, or anything else that can be written down and warns. */
interface Describable {
  toJSON(): unknown;
  readonly warnings: readonly unknown[];
}

/** Expects an error of a code whose message holds the texts, and a network that is as it was before. */
export function expectRefusal(
  network: Describable,
  work: () => unknown,
  code: string,
  ...texts: readonly string[]
): void {
  const [before, warnings] = [JSON.stringify(network), network.warnings.length];
  const error = errorOf(work);
  expect(error.code).toBe(code);
  for (const text of texts) expect(error.message).toContain(text);
  expect(JSON.stringify(network)).toBe(before);
  expect(network.warnings.length).toBe(warnings);
}
