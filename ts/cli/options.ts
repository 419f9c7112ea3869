// Values of options, checked where they are typed.
import { InvalidArgumentError } from "commander";

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

/** `auto`, or a number of threads. */
export function threads(text: string): number | "auto" {
  if (text === "auto") return text;
  const allowed = "auto or a whole number from 1 to 1024";
  return parse(text, allowed, (value) => Number.isInteger(value) && value >= 1 && value <= 1024);
}
