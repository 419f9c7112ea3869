// Tests that need what not every machine has: where it is missing they are skipped, and their names say why.
import { describe, it } from "vitest";
import { effort } from "./effort.ts";

type Body = () => void | Promise<void>;

/** What a machine must have. */
export interface Need {
  /** A group of tests that need it. */
  describe(name: string, body: () => void): void;
  /** A test that needs it. */
  it(name: string, body: Body, timeout?: number): void;
}

/** The name of a test, with the reason if it is skipped. */
export const nameOf = (name: string, present: boolean, missing: string): string =>
  present ? name : `${name} [skipped: ${missing}]`;

/** Tests that run where something is `present`; `missing` says what to do where it is not. */
export const needing = (present: boolean, missing: string): Need => ({
  describe: (name, body) => void describe.skipIf(!present)(nameOf(name, present, missing), body),
  it: (name, body, timeout) => void it.skipIf(!present)(nameOf(name, present, missing), body, timeout),
});

/** Folders and devices of Linux. */
export const onLinux: Need = needing(process.platform === "linux", "needs Linux");

/** Tests that take as long as all others of their file and have no small form, or one that stands beside them. */
export const inVerify: Need = needing(effort(false, true), "too long for npm test, runs in npm run verify");
