// Calls every function of a module with one wrong argument at a time: each must say which, and what it expected.
import { expect, it } from "vitest";
import { CajalError } from "../../ts/error.ts";

/** Right arguments by the name of the function; functions that make them, where a call uses them up. */
export type RightCalls = Readonly<Record<string, readonly unknown[] | (() => readonly unknown[])>>;

type Callable = (...args: unknown[]) => unknown;

function detached(): Float64Array {
  const array = new Float64Array(3);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

/** Wrong in every place. */
const wrong: readonly (() => unknown)[] = [
  () => null,
  () => 7n,
  () => Symbol("wrong"),
  () => ({ nonsense: 1 }),
  detached,
];

/** Wrong in most places; where they are right, there is a value. */
const odd: readonly (() => unknown)[] = [
  () => "wrong",
  () => -1,
  () => 0.5,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 1e300,
  () => true,
  () => [],
  () => ["wrong"],
  () => [null],
  () => ({}),
  () => new Float64Array(0),
];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

interface Attempt {
  readonly what: string;
  readonly args: readonly unknown[];
  /** Whether it cannot be right. */
  readonly refused: boolean;
}

const replaced = (args: readonly unknown[], place: number, value: unknown): unknown[] =>
  args.map((argument, index) => (index === place ? value : argument));

function* attemptsAt(make: () => readonly unknown[], place: number, required: boolean): Generator<Attempt> {
  for (const [values, refused] of [[wrong, true] as const, [odd, false] as const])
    for (const value of values) {
      yield { what: `[${place}]: ${name(value())}`, args: replaced(make(), place, value()), refused };
      const options = make()[place];
      if (!isPlain(options)) continue;
      for (const option of Object.keys(options)) {
        const args = replaced(make(), place, { ...(make()[place] as object), [option]: value() });
        yield { what: `[${place}].${option}: ${name(value())}`, args, refused };
      }
    }
  const options = make()[place];
  if (required)
    yield { what: `[${place}] left out`, args: replaced(make(), place, undefined), refused: true };
  if (!isPlain(options)) return;
  for (const option of Object.keys(options)) {
    const { [option]: _, ...others } = options;
    yield { what: `[${place}] without ${option}`, args: replaced(make(), place, others), refused: false };
  }
}

const name = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? `${value.constructor.name} ${JSON.stringify(value)}`
    : `${String(value)} (${typeof value})`;

/** What is wrong with the answer, if anything. */
async function faultOf(call: Callable, { what, args, refused }: Attempt): Promise<string | undefined> {
  try {
    await call(...args);
    return refused ? `${what} is taken` : undefined;
  } catch (error) {
    if (!(error instanceof CajalError)) return `${what}: ${error}`;
    return error.parameter && error.message ? undefined : `${what} names no parameter: ${error.message}`;
  }
}

async function faultsOf(
  call: Callable,
  right: RightCalls[string],
  taken: readonly string[],
): Promise<string[]> {
  const make = typeof right === "function" ? right : () => right;
  const faults: string[] = [];
  for (let place = 0; place < make().length; place++)
    for (const attempt of attemptsAt(make, place, place === 0 && call.length > 0)) {
      if (taken.includes(attempt.what)) continue;
      const fault = await faultOf(call, attempt);
      if (fault) faults.push(fault);
    }
  return faults;
}

const isClass = (value: Callable): boolean => value.toString().startsWith("class");

/**
 * Tests of all functions that a module exports; those without right arguments fail.
 *
 * @param taken what is right all the same, such as `[2].target: null (object)`, by the name of the function
 */
export function itRefusesWrongShapes(
  module: object,
  right: RightCalls,
  taken: Readonly<Record<string, readonly string[]>> = {},
): void {
  for (const [name, value] of Object.entries(module)) {
    if (typeof value !== "function") continue;
    const call: Callable = isClass(value) ? (...args) => new value(...args) : value;
    it(`${name} says what it expected`, async () => {
      const args = right[name];
      if (!args) throw new Error(`${name} has no right arguments in the table of this test`);
      await call(...(typeof args === "function" ? args() : args));
      expect(await faultsOf(call, args, taken[name] ?? [])).toEqual([]);
    });
  }
}
