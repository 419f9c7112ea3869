// The folder of one point: what is run in it, and whether it is done.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../../io/files/target.ts";
import type { Warning } from "../../network/values/fields.ts";
import { crc32 } from "../../text/crc32.ts";
import { readText } from "../files/json-file.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import type { Point, Study, Value } from "./study-file.ts";

/** A point with the place of its results. */
export interface PointFolder {
  readonly point: Point;
  readonly path: string;
  /** Arguments of the command that runs it. */
  readonly args: readonly string[];
  /** Text of the changed network, for networks from a file. */
  readonly network: string | undefined;
}

const longestName = 80;

/** `seed=1,tau_m=10` as a name that every file system takes; what is left out of it is kept as a number at its end. */
function nameOf(point: Point): string {
  const text = Object.entries(point)
    .map(([key, value]) => `${key.split("/").at(-1)}=${value}`)
    .join(",");
  const name = text.replace(/[^\w=.,+-]/g, "_").slice(0, longestName) || "point";
  return name === text
    ? name
    : `${name}-${crc32(new TextEncoder().encode(JSON.stringify(point))).toString(16)}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function argument(name: string, value: Value): string[] {
  if (typeof value === "boolean") return value ? [`--${kebab(name)}`] : [];
  return [`--${kebab(name)}`, String(value)];
}

/** Puts a value at a place (RFC 6901) that must be there already. */
function setAt(document: unknown, pointer: string, value: Value): void {
  const keys = pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() as string;
  const holder = keys.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)?.[key], document);
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, last))
    throw new UsageError(
      `the network has nothing at ${pointer}; a place is like /populations/0/size or /seed`,
    );
  (holder as Record<string, unknown>)[last] = value;
}

/**
 * Lays out the folders of all points; nothing is written yet.
 *
 * @throws UsageError when a varied place is not in the network, CajalError `E_IO` when its file cannot be read.
 */
export function layOut(study: Study, points: readonly Point[], out: string): PointFolder[] {
  const text = study.isFile ? readText(study.network) : undefined;
  return points.map((point) => {
    const path = join(out, nameOf(point));
    const places = Object.entries(point).filter(([key]) => key.startsWith("/"));
    const chosen = Object.entries({ threads: 1, ...study.options, ...point });
    const options = chosen
      .filter(([key]) => !key.startsWith("/"))
      .flatMap(([key, value]) => argument(key, value));
    const what = text === undefined ? study.network : join(path, networkFile);
    const args = ["run", what, ...options, "--out", path, "--overwrite", "--json"];
    return { point, path, args, network: text === undefined ? undefined : changed(text, places) };
  });
}

/** @throws RangeError for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`the network's file is no JSON: ${(cause as Error).message}`, { cause });
  }
}

function changed(text: string, places: readonly (readonly [string, Value])[]): string {
  const document: unknown = asUsage(() => parse(text));
  for (const [pointer, value] of places) setAt(document, pointer, value);
  return JSON.stringify(document);
}

const networkFile = "network.json";
const pointFile = "point.json";

/** What is kept of a point that is done: the part of the command's document that goes into the table. */
export interface PointResult {
  readonly run: { readonly wall: number; readonly realTimeFactor: number };
  readonly digest: string;
  /** Label and numbers of every population; null where a number is not known. */
  readonly populations: readonly Readonly<Record<string, string | number | null>>[];
  readonly warnings: readonly Warning[];
}

interface Done {
  readonly args: readonly string[];
  readonly network?: string | undefined;
  readonly result: PointResult;
}

const doneSchema: z.ZodType<Done> = z.object({
  args: z.array(z.string()),
  network: z.string().optional(),
  result: z.object({
    run: z.object({ wall: z.number(), realTimeFactor: z.number() }),
    digest: z.string(),
    populations: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), count: z.number() })).default([]),
  }),
});

/** Writes what the command needs; what was noted of another run there is no longer true. */
export function prepare({ path, network }: PointFolder): void {
  mkdirSync(path, { recursive: true });
  rmSync(join(path, pointFile), { force: true });
  if (network !== undefined) writeWhole(join(path, networkFile), network);
}

/** Notes that a point is done, by the document that the command printed. Last of all, so that it is true. */
export function finishPoint({ path, point, args, network }: PointFolder, document: string): void {
  const result: unknown = JSON.parse(document);
  const content = { point, args, network, result };
  writeWhole(join(path, pointFile), JSON.stringify(content));
}

/** The result of a point that was done with the same network and options; undefined if it must be run. */
export function resultOf({ path, args, network }: PointFolder): PointResult | undefined {
  const file = join(path, pointFile);
  if (!existsSync(file)) return undefined;
  try {
    const done = doneSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const same = JSON.stringify(done.args) === JSON.stringify(args) && done.network === network;
    return same ? done.result : undefined;
  } catch {
    // A file that was cut by a crash is as good as none: the point is run again.
    return undefined;
  }
}
