// All that a training must remember, in memory and as JSON: it goes on bit for bit from there.
import { isRecord } from "../../arguments/check.ts";
import { refuseDetached } from "../../buffer.ts";
import { CajalError, fail } from "../../error.ts";
import { fromBase64, toBase64 } from "../../text/base64.ts";
import type { LearnerState } from "../learner.ts";
import type { CurveRow, Tally } from "./curve.ts";

/** A training between two presentations. */
export interface TrainingState {
  /** The epoch under way, and its presentations that are over, those of its test included. */
  readonly epoch: number;
  readonly position: number;
  /** What the training and the test of this epoch have counted so far. */
  readonly trained: Tally;
  readonly tested: Tally;
  readonly measures: Readonly<Record<string, number>>;
  readonly rows: readonly CurveRow[];
  readonly learner: LearnerState;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const areNumbers = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((one) => typeof one === "number");

const tallied: readonly (keyof Tally)[] = ["presentations", "right", "squares", "values"];
const ofRow: readonly (keyof CurveRow)[] = [
  "epoch",
  "trainAccuracy",
  "trainError",
  "testAccuracy",
  "testError",
];

/** Whether an object has numbers under all of some names. */
const hasNumbers = (value: unknown, names: readonly string[]): boolean =>
  isRecord(value) && names.every((name) => typeof value[name] === "number");

/** What is wrong with a state, its learner's part aside; undefined if nothing is. */
export function flawOf(state: unknown): string | undefined {
  if (!isRecord(state)) return "it must be an object";
  const { epoch, position, trained, tested, measures, rows, learner } = state;
  if (!isCount(epoch) || !isCount(position)) return "epoch and position must be whole numbers from 0 on";
  if (!hasNumbers(trained, tallied) || !hasNumbers(tested, tallied))
    return `trained and tested must have the numbers ${tallied.join(", ")}`;
  if (!areNumbers(measures)) return "measures must be numbers by name";
  const whole = (row: unknown): boolean =>
    hasNumbers(row, ofRow) && areNumbers((row as { measures?: unknown }).measures);
  if (!Array.isArray(rows) || !rows.every(whole))
    return `rows must be an array of ${ofRow.join(", ")} and measures`;
  return isRecord(learner) ? undefined : "learner must be what the learner's checkpoint() gave";
}

const format = "cajal-training";
const version = 1;

type Plain = string | number | boolean | { readonly f64: string } | { readonly u8: string };

/** JSON knows no NaN and no infinity, which a learning curve may hold. */
const plainNumber = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;

const readNumber = (_: string, value: unknown): unknown => {
  const text = (value as { number?: unknown } | null)?.number;
  return typeof text === "string" && /^(NaN|-?Infinity)$/.test(text) ? Number(text) : value;
};

function encoded(value: LearnerState[string]): Plain {
  if (value instanceof Float64Array) return { f64: toBase64(value) };
  if (value instanceof Uint8Array) return { u8: toBase64(value) };
  return value;
}

function decoded(value: Plain): LearnerState[string] {
  if (typeof value !== "object") return value;
  const bytes = fromBase64("f64" in value ? value.f64 : value.u8);
  if (!bytes) throw new TypeError("no base64");
  return "f64" in value ? new Float64Array(bytes.buffer) : bytes;
}

/** @throws CajalError E_DESCRIPTION, E_BUFFER unless text can hold what a learner remembers */
function checkLearner(learner: LearnerState, call: string): void {
  for (const [name, value] of Object.entries(learner)) {
    const parameter = `state.learner.${name}`;
    refuseDetached(value, call, parameter);
    const array = value instanceof Float64Array || value instanceof Uint8Array;
    if (array || ["number", "string", "boolean"].includes(typeof value)) continue;
    const allowed = "a Float64Array, Uint8Array, number, text, true or false";
    fail("E_DESCRIPTION", { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
  }
}

/** The text of a state, exact to the last bit. @throws CajalError E_DESCRIPTION, E_BUFFER */
export function trainingToJson(state: TrainingState): string {
  const call = "trainingToJson";
  const flaw = flawOf(state);
  const hint = "take that of checkpoint() or onCheckpoint";
  if (flaw) fail("E_DESCRIPTION", { call, parameter: "state", value: state, must: `state: ${flaw}`, hint });
  checkLearner(state.learner, call);
  const { epoch, position, trained, tested, measures, rows } = state;
  const learner = Object.fromEntries(
    Object.entries(state.learner).map(([name, value]) => [name, encoded(value)]),
  );
  const document = { format, version, epoch, position, trained, tested, measures, rows, learner };
  return JSON.stringify(document, plainNumber);
}

/**
 * A state from its text.
 *
 * @throws CajalError E_DESCRIPTION if the text is none, or of another version
 */
export function trainingFromJson(text: string): TrainingState {
  try {
    const document = JSON.parse(text, readNumber);
    if (document?.format !== format || document.version !== version)
      throw new TypeError(`the format must be ${format} in version ${version}`);
    const flaw = flawOf(document);
    if (flaw) throw new TypeError(flaw);
    const { epoch, position, trained, tested, measures, rows } = document;
    const learner = Object.entries(document.learner as Record<string, Plain>);
    return {
      epoch,
      position,
      trained,
      tested,
      measures,
      rows,
      learner: Object.fromEntries(learner.map(([name, value]) => [name, decoded(value)])),
    };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    const detail = { parameter: "text", hint: "take a text of trainingToJson" };
    throw new CajalError("E_DESCRIPTION", `trainingFromJson: ${problem}; ${detail.hint}`, detail, { cause });
  }
}
