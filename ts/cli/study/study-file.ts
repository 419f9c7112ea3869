// A study: one network, some options, and the values that are varied; all combinations are its points.
import { basename, dirname, extname, resolve } from "node:path";
import { z } from "zod";
import { readJson } from "../files/json-file.ts";
import { UsageError } from "../terminal/failure.ts";

/** A value of an option, or of a place in the network's description. */
export type Value = string | number | boolean;

const value: z.ZodType<Value> = z.union([z.string(), z.number(), z.boolean()]);

const schema = z.strictObject({
  network: z.string().min(1),
  options: z.record(z.string(), value).default({}),
  vary: z.record(z.string(), z.array(value).min(1)),
});

/** A study as it is written in its file. */
export interface Study {
  /** Name of the file without its ending. */
  readonly name: string;
  /** A published network, or the path of a network's JSON file. */
  readonly network: string;
  /** Whether `network` is a file. */
  readonly isFile: boolean;
  /** Options of `cajal run`, in the names of the API. */
  readonly options: Readonly<Record<string, Value>>;
  /** Lists of values by option, or by JSON pointer (RFC 6901) into the network's description. */
  readonly vary: Readonly<Record<string, readonly Value[]>>;
}

/** One combination of the varied values, in the order of the file. */
export type Point = Readonly<Record<string, Value>>;

// More are a slip: a list of 1e5 by one of 1e5.
const mostPoints = 100_000;
const published = ["microcircuit", "multi-area"];
/** What a study decides itself. */
export const reserved: readonly string[] = ["out", "overwrite", "json", "help", ""];

/**
 * Reads a study.
 *
 * @throws CajalError `E_IO` when the file cannot be used, UsageError when it asks for what a study decides.
 */
export function readStudy(path: string): Study {
  const hint = 'a study is { "network": ..., "options": {...}, "vary": { "seed": [1, 2, 3] } }';
  const { network, options, vary } = readJson(path, schema, hint);
  const wrong = [...Object.keys(options), ...Object.keys(vary)].find((name) => reserved.includes(name));
  if (wrong !== undefined)
    throw new UsageError(
      `${path}: '${wrong}' is no option of a study, which decides that itself; take it out`,
    );
  const isFile = !published.includes(network);
  const pointer = Object.keys(vary).find((name) => name.startsWith("/"));
  if (pointer && !isFile)
    throw new UsageError(`${path}: ${pointer} is a place in a network's file, but ${network} has none`);
  const twice = Object.keys(vary).find((name) => name in options);
  if (twice) throw new UsageError(`${path}: ${twice} is both in options and in vary`);
  return {
    name: basename(path, extname(path)),
    network: isFile ? resolve(dirname(path), network) : network,
    isFile,
    options,
    vary,
  };
}

/**
 * All combinations of the varied values; the last one changes fastest.
 *
 * @throws UsageError when there are too many.
 */
export function pointsOf({ vary, name }: Study): Point[] {
  const count = Object.values(vary).reduce((product, list) => product * list.length, 1);
  if (count > mostPoints)
    throw new UsageError(`${name}: at most ${mostPoints} points, got ${count}; give shorter lists`);
  return Object.entries(vary).reduce<Point[]>(
    (points, [key, list]) => points.flatMap((point) => list.map((value) => ({ ...point, [key]: value }))),
    [{}],
  );
}
