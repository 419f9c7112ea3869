/** The JSON form of a network: its types, and the check that a document has them. */

import { z } from "zod";
import { CajalError, fail } from "../../error.ts";
import { checkName } from "../values/fields.ts";
import { complain } from "./complaint.ts";

/** The version this code writes and reads. */
export const schemaVersion = 1 as const;

/** An array in JSON: base64 of little-endian numbers. */
export interface EncodedArray {
  type: "f64" | "u32";
  base64: string;
}

/** A distribution in JSON, e.g. `{ "normal": [-100, 10], "redraw": { "max": 0 } }`. */
export interface DistributionJson {
  uniform?: [number | string, number | string] | undefined;
  normal?: [number | string, number | string] | undefined;
  lognormal?: [number | string, number | string] | undefined;
  exponential?: [number | string] | undefined;
  redraw?: { min?: number | string | undefined; max?: number | string | undefined } | undefined;
  clip?: { min?: number | string | undefined; max?: number | string | undefined } | undefined;
}

/** What depends on the displacement of two neurons in JSON, in postfix order, e.g. `["distance", -5, "times"]`. */
export type StepsJson = (number | string)[];

/** A value by distance in JSON. */
export interface ExpressionJson {
  expression: StepsJson;
}

/** A value in a network's JSON; a text is a number with its unit, or "Infinity" or "-Infinity". */
export type ValueJson =
  | number
  | string
  | boolean
  | number[]
  | EncodedArray
  | DistributionJson
  | ExpressionJson;

/** Neurons in a network's JSON: population labels, and ranges [start, stop (exclusive), step] of global numbers. */
export type SelectionJson = (string | [start: number, stop: number, step: number])[];

/** A rule in a network's JSON; `sources` and `targets` are the positions of explicit pairs. */
export interface RuleJson {
  rule: string;
  number?: number | undefined;
  autapses?: boolean | undefined;
  multapses?: boolean | undefined;
  sources?: number[] | EncodedArray | undefined;
  targets?: number[] | EncodedArray | undefined;
  kernel?: StepsJson | undefined;
  mask?: StepsJson | undefined;
}

/** A synapse model in a network's JSON: its name, or its name and parameters. */
export type SynapseJson = string | { model: string; [parameter: string]: number | string };

/** How spikes reach their targets in a network's JSON. */
export interface WireJson {
  weight?: ValueJson | undefined;
  /** [ms] */
  delay?: ValueJson | undefined;
  receptor?: string | number | undefined;
}

/** A network as JSON. Units are the kernel's (ms, mV, pA, pF, nS, 1/s), or stand in texts such as "250 pF". */
export interface NetworkJson {
  format: "cajal-network";
  version: 1;
  /** [ms] */
  resolution: number;
  seed: number;
  strictTime?: boolean | undefined;
  populations: {
    model: string;
    size: number;
    label?: string | undefined;
    allowEmpty?: boolean | undefined;
    parameters?: Record<string, ValueJson> | undefined;
    /** Where its neurons are: coordinates neuron by neuron, and for each dimension a period, 0 where space ends. */
    positions?: { coordinates: number[] | EncodedArray; periods: number[] } | undefined;
  }[];
  values?: { targets: SelectionJson; name: string; value: ValueJson }[] | undefined;
  connections?:
    | ({
        sources: SelectionJson;
        targets: SelectionJson;
        rule: RuleJson;
        synapse?: SynapseJson | undefined;
        output?: string | undefined;
        /** The axonal part of the delay [ms]; `delay` is then the dendritic one. */
        axonal?: number | undefined;
      } & WireJson)[]
    | undefined;
  stimuli?:
    | ({
        kind: string;
        /** Lists may hold a value for all targets, or one that differs between them, for each of their entries. */
        parameters?: Record<string, ValueJson | ValueJson[]> | undefined;
        targets: SelectionJson;
      } & WireJson)[]
    | undefined;
  recorders?:
    | {
        kind: "spikes" | "state";
        targets: SelectionJson;
        variables?: string[] | undefined;
        /** [ms] */
        every?: number | string | undefined;
        label?: string | undefined;
      }[]
    | undefined;
}

const scalar = z.union([z.number(), z.string().max(200)]);
const limits = z.strictObject({ min: scalar.optional(), max: scalar.optional() });
const limited = { redraw: limits.optional(), clip: limits.optional() };
const two = z.tuple([scalar, scalar]);

const encoded = z.strictObject({ type: z.enum(["f64", "u32"]), base64: z.string() });
const numbers = z.union([encoded, z.array(z.number())]);
const steps = z.array(z.union([z.number(), z.string().max(20)])).max(1000);
const value = z.union([
  scalar,
  z.boolean(),
  numbers,
  z.strictObject({ uniform: two, ...limited }),
  z.strictObject({ normal: two, ...limited }),
  z.strictObject({ lognormal: two, ...limited }),
  z.strictObject({ exponential: z.tuple([scalar]), ...limited }),
  z.strictObject({ expression: steps }),
]);

const index = z.int().min(0).max(0xffffffff);
const range = z.tuple([index, index, index.min(1)]);
const selection = z.array(z.union([z.string(), range]));
const rule = z.strictObject({
  rule: z.string(),
  number: z.number().optional(),
  autapses: z.boolean().optional(),
  multapses: z.boolean().optional(),
  sources: numbers.optional(),
  targets: numbers.optional(),
  kernel: steps.optional(),
  mask: steps.optional(),
});
const wire = {
  weight: value.optional(),
  delay: value.optional(),
  receptor: z.union([z.string(), z.number()]).optional(),
};

const synapse = z.union([z.string(), z.object({ model: z.string() }).catchall(scalar)]);

const network = z.strictObject({
  format: z.literal("cajal-network"),
  version: z.literal(schemaVersion),
  resolution: z.number(),
  seed: z.number(),
  strictTime: z.boolean().optional(),
  populations: z.array(
    z.strictObject({
      model: z.string(),
      size: z.number(),
      label: z.string().optional(),
      allowEmpty: z.boolean().optional(),
      parameters: z.record(z.string(), value).optional(),
      positions: z
        .strictObject({ coordinates: numbers, periods: z.array(z.number().min(0)).min(1).max(3) })
        .optional(),
    }),
  ),
  values: z.array(z.strictObject({ targets: selection, name: z.string(), value })).optional(),
  connections: z
    .array(
      z.strictObject({
        sources: selection,
        targets: selection,
        rule,
        synapse: synapse.optional(),
        output: z.string().optional(),
        axonal: z.number().optional(),
        ...wire,
      }),
    )
    .optional(),
  stimuli: z
    .array(
      z.strictObject({
        kind: z.string(),
        parameters: z.record(z.string(), z.union([value, z.array(value)])).optional(),
        targets: selection,
        ...wire,
      }),
    )
    .optional(),
  recorders: z
    .array(
      z.strictObject({
        kind: z.enum(["spikes", "state"]),
        targets: selection,
        variables: z.array(z.string()).optional(),
        every: scalar.optional(),
        label: z.string().optional(),
      }),
    )
    .optional(),
});

const deepest = 64;

/** Refuses names that reach a prototype, anywhere in the document, with the path to them. */
function checkKeys(part: unknown, path: string, depth = 0): void {
  if (typeof part !== "object" || part === null) return;
  if (depth > deepest)
    fail("E_DESCRIPTION", {
      call: "Network.from",
      where: path.slice(0, 100),
      must: "the document is nested too deeply",
    });
  if (Array.isArray(part) && typeof part[0] === "number") return;
  for (const key of Object.keys(part)) {
    const here = Array.isArray(part) ? `${path}[${key}]` : `${path}.${key}`.replace(/^\./, "");
    if (!Array.isArray(part)) checkName(key, "Network.from", `the key ${here.slice(0, 200)}`);
    checkKeys((part as Record<string, unknown>)[key], here, depth + 1);
  }
}

/**
 * The network of a JSON text or of what it was parsed to, checked for its form.
 *
 * @throws CajalError E_DESCRIPTION, E_TYPE, E_UNKNOWN_PARAM or E_NAME, with the path to the first problem
 */
export function parseNetwork(given: unknown): NetworkJson {
  let document = given;
  if (typeof given === "string") {
    try {
      document = JSON.parse(given);
    } catch (error) {
      const must = `the text is not JSON: ${(error as Error).message}`;
      throw new CajalError("E_DESCRIPTION", `Network.from: ${must}`, {
        parameter: "json",
        hint: "pass the text that toJSON() gave",
      });
    }
  }
  checkKeys(document, "");
  const parsed = network.safeParse(document);
  return parsed.success
    ? parsed.data
    : complain(document, parsed.error.issues[0] as z.core.$ZodIssue, Object.keys(network.shape));
}
