// What the repository's file of measured tables holds, as far as the derivation needs it.
import { z } from "zod";
import { byName, measured, notNegative, positive, upTo, valueThat } from "./json.ts";

type ByName<Value> = Record<string, Value>;

/** Injections by monkey: fractions by source area. */
export type RawInjections<Fraction extends string> = ByName<{
  source_areas: ByName<Record<Fraction, number>>;
}>;

/** Labels of six layers; null where none was reported. */
export type RawPattern = readonly (string | number)[] | null;

/** The keys that are read; others may stand beside them. Areas, layers and populations go by their names. */
export interface RawTables {
  area_list: string[];
  architecture: ByName<number | "?">;
  hierarchy: ByName<number | "?">;
  /** [mm^2] */
  surface_data: ByName<number>;
  /** [1/mm^3] */
  neuronal_density_data: ByName<Record<"overall" | "23" | "4" | "56", { value: number }>>;
  Translation: ByName<string[]>;
  /** [um] */
  total_thickness_data: ByName<number>;
  /** [um], one value or a list of one per study; null where a study does not say. */
  laminar_thicknesses: ByName<ByName<number | null | (number | null)[]>>;
  num_V1: ByName<{ neurons: number }>;
  Intrinsic_Connectivity: ByName<ByName<number>>;
  Intrinsic_FLN_Data: { mean: { mean: number } };
  av_indegree_Cragg: number;
  av_indegree_OKusky: number;
  /** [mm], NaN where there is none. */
  median_distance_data: ByName<ByName<number>>;
  cocomac_data: ByName<ByName<{ source_pattern: RawPattern; target_pattern: RawPattern }>>;
  FLN_Data: RawInjections<"FLN">;
  SLN_Data: RawInjections<"SLN">;
  /** [%] */
  overlap: { all: ByName<ByName<number>> };
  Binzegger_Data: ByName<{ occurrence: number; syn_dict: ByName<ByName<unknown>> }>;
}

const text = valueThat<string>("a text", (value) => typeof value === "string");
const names = z.array(text);

/** A number, or a question mark. */
const orUnknown = (allowed: string, accepts: (value: number) => boolean): z.ZodType<number | "?", unknown> =>
  valueThat(`${allowed}, or ?`, (value) => value === "?" || (typeof value === "number" && accepts(value)));

const isLabel = (entry: unknown): boolean => /^[0-3X?]$/.test(String(entry));
const pattern = valueThat<RawPattern>(
  "six labels of 0 to 3, X or ?, or null",
  (value) => value === null || (Array.isArray(value) && value.length === 6 && value.every(isLabel)),
);

// A square metre: no area of any cortex is larger.
const largest = 1e6;
const surface = valueThat<number>(
  `a number above 0, at most ${largest}`,
  (value) => typeof value === "number" && value > 0 && value <= largest,
);

const density = z.object({ value: notNegative });

const studies = valueThat<number | null | (number | null)[]>(
  "a number from 0 on, NaN, or a list of these",
  (value) => (Array.isArray(value) ? value : [value]).every((one) => measured.safeParse(one).success),
);

const level = orUnknown("a number from 0 to 1", (value) => value >= 0 && value <= 1);
const type = orUnknown(
  "a whole number from 1 to 8",
  (value) => Number.isInteger(value) && value >= 1 && value <= 8,
);

export const rawTables: z.ZodType<RawTables, unknown> = z.object({
  area_list: names,
  architecture: byName(type),
  hierarchy: byName(level),
  surface_data: byName(surface),
  neuronal_density_data: byName(
    z.object({ overall: z.object({ value: positive }), "23": density, "4": density, "56": density }),
  ),
  Translation: byName(names),
  total_thickness_data: byName(measured),
  laminar_thicknesses: byName(byName(studies)),
  num_V1: byName(z.object({ neurons: positive })),
  Intrinsic_Connectivity: byName(byName(upTo(1))),
  Intrinsic_FLN_Data: z.object({ mean: z.object({ mean: upTo(0.98) }) }),
  av_indegree_Cragg: positive,
  av_indegree_OKusky: positive,
  median_distance_data: byName(byName(measured)),
  cocomac_data: byName(byName(z.object({ source_pattern: pattern, target_pattern: pattern }))),
  FLN_Data: byName(z.object({ source_areas: byName(z.object({ FLN: upTo(1) })) })),
  SLN_Data: byName(z.object({ source_areas: byName(z.object({ SLN: upTo(1) })) })),
  overlap: z.object({ all: byName(byName(upTo(100))) }),
  Binzegger_Data: byName(z.object({ occurrence: notNegative, syn_dict: byName(byName(z.unknown())) })),
}) as never;
