/** What can go wrong, as data: a stable code, a sentence, and the offending value beside what is allowed. */

import { show } from "./text/show.ts";

/** The parts of an error besides its code and message. Every part is optional. */
export interface ErrorDetail {
  /** The name the user wrote, e.g. `tau_m`. */
  readonly parameter?: string | undefined;
  /** The value that came. */
  readonly value?: unknown;
  /** What would have been accepted. */
  readonly allowed?: string | undefined;
  /** The population, connection or element concerned. */
  readonly where?: string | undefined;
  /** What to do. */
  readonly hint?: string | undefined;
}

/**
 * An error the caller can mend. `code` is stable (`E_DELAY_BELOW_DT`, ...) and has a heading in docs/errors.md.
 * An operation that throws has changed nothing.
 *
 * @example
 * try { net.population(iaf_psc_exp, 10, { tau_m: -1 }); }
 * catch (error) { if (error instanceof CajalError) console.log(error.code, error.parameter, error.allowed); }
 */
export class CajalError extends Error {
  readonly code: string;
  readonly parameter: string | undefined;
  readonly value: unknown;
  readonly allowed: string | undefined;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(code: string, message: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "CajalError";
    this.code = code;
    this.parameter = detail.parameter;
    this.value = detail.value;
    this.allowed = detail.allowed;
    this.where = detail.where;
    this.hint = detail.hint;
  }
}

/** The sentence of an error in its parts: `call: what must be, got value (where). hint`. */
export interface Complaint extends ErrorDetail {
  /** The function the user called. */
  readonly call: string;
  /** What was expected, e.g. `delay must be at least one step (0.1 ms)`. */
  readonly must: string;
}

/** Makes the error of a complaint; `got value` stands in the message if the complaint has a value. */
export function complaint(code: string, parts: Complaint): CajalError {
  const got = "value" in parts ? `, got ${show(parts.value)}` : "";
  const where = parts.where ? ` (${parts.where})` : "";
  const hint = parts.hint ? `; ${parts.hint}` : "";
  return new CajalError(code, `${parts.call}: ${parts.must}${got}${where}${hint}`, parts);
}

/** Throws the error of a complaint. */
export function fail(code: string, parts: Complaint): never {
  throw complaint(code, parts);
}

/**
 * Refuses options that are null, which is no value and would be taken for one that was left out.
 *
 * @throws CajalError E_TYPE
 */
export function refuseNull(options: object, call: string): void {
  for (const [parameter, value] of Object.entries(options)) {
    if (value !== null) continue;
    const [allowed, hint] = ["a value", "leave it out for its default"];
    fail("E_TYPE", { call, parameter, value, allowed, must: `${parameter} must be ${allowed}`, hint });
  }
}

/** An error of the kernel or of anything else, as the caller should see it. */
export function fromKernel(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CajalError) return error;
  const { code, parameter, value, allowed, hint } = error as Error & Record<string, unknown>;
  if (typeof code !== "string" || !code.startsWith("E_")) return error;
  const text = (part: unknown): string | undefined =>
    typeof part === "string" && part !== "" ? part : undefined;
  const detail = { parameter: text(parameter), value, allowed: text(allowed), hint: text(hint) };
  return new CajalError(code, error.message, detail, { cause: error });
}

/** Does `work`; errors of the kernel come as the caller should see them. */
export function guard<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fromKernel(error);
  }
}
