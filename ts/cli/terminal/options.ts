// Values of options, checked where they are typed.
import { InvalidArgumentError } from "commander";
import { CajalError } from "../../error.ts";
import { checkLimit } from "../../simulate/budget.ts";

function parse(text: string, allowed: string, accept: (value: number) => boolean): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!accept(value)) throw new InvalidArgumentError(`It must be ${allowed}.`);
  return value;
}

/** A number above zero. */
export function positive(text: string): number {
  return parse(text, "a number above 0", (value) => Number.isFinite(value) && value > 0);
}

/** A number from zero on. */
export function notNegative(text: string): number {
  return parse(text, "a number, 0 or more", (value) => Number.isFinite(value) && value >= 0);
}

/** A whole number from zero on that is exact. */
export function wholeNumber(text: string): number {
  return parse(
    text,
    "a whole number from 0 to 2^53 - 1",
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
}

/** A whole number from one on. */
export function positiveInteger(text: string): number {
  return parse(text, "a whole number from 1 on", (value) => Number.isSafeInteger(value) && value >= 1);
}

/** A whole number from one to a largest. */
export function countUpTo(most: number): (text: string) => number {
  const allowed = `a whole number from 1 to ${most.toLocaleString("en-US")}`;
  return (text) => parse(text, allowed, (value) => Number.isInteger(value) && value >= 1 && value <= most);
}

/** `auto`, or a number of threads. */
export function threads(text: string): number | "auto" {
  if (text === "auto") return text;
  const allowed = "auto or a whole number from 1 to 1024";
  return parse(text, allowed, (value) => Number.isInteger(value) && value >= 1 && value <= 1024);
}

/** A share from 0 to below 1. */
export function share(text: string): number {
  return parse(text, "a number from 0 to below 1", (value) => value >= 0 && value < 1);
}

/** A share above 0, at most 1. */
export function positiveShare(text: string): number {
  return parse(text, "a number above 0, at most 1", (value) => value > 0 && value <= 1);
}

/** An amount of memory with its unit [bytes]. */
export function memory(text: string): number {
  try {
    const bytes = checkLimit(text);
    if (bytes !== undefined) return bytes;
  } catch (error) {
    if (!(error instanceof CajalError)) throw error;
  }
  throw new InvalidArgumentError("It must be an amount of memory above 0 with its unit, such as '12 GB'.");
}

/** Values with commas between them, each checked by itself. */
export function listOf<Value>(one: (text: string) => Value): (text: string) => readonly Value[] {
  return (text) => text.split(",").map((part) => one(part));
}
