/** The types of a device's parameters, from the kernel's tables: NEST's names, and the shorter ones of some. */

import type { Generated } from "../../models/model.ts";
import type { Quantity } from "../values/units.ts";
import type { Flag, NumberArray, Value } from "../values/value.ts";

type Row = Generated["devices"][number];

/** The names of the devices. */
export type DeviceName = Row["name"];

type FieldOf<D extends DeviceName> = Extract<Row, { readonly name: D }>["parameters"][number];

/** Values in the order of their times. Each may be different for the targets: an array, a distribution, a function. */
export type Course = readonly Value[] | NumberArray;

type ListOf<F> = F extends { readonly unit: "1/s" | "pA" } ? Course : readonly number[] | NumberArray;

/** One value for all targets. */
type CommonOf<F> = F extends { readonly unit: "boolean" } ? Flag : number | Quantity;

type ValueOf<F> = F extends { readonly list: true }
  ? ListOf<F>
  : F extends { readonly common: true }
    ? CommonOf<F>
    : Value;

/** A short name for those that have one. */
type AliasOf<F> = F extends { readonly alias: infer A extends string } ? A : never;

type Optional<F extends { readonly name: string }> = {
  readonly [P in F as P["name"]]?: ValueOf<P> | undefined;
} & { readonly [P in F as AliasOf<P>]?: ValueOf<P> | undefined };

type Spelled<F extends { readonly name: string }> =
  | { readonly [P in F as P["name"]]: ValueOf<P> }
  | ([AliasOf<F>] extends [never] ? never : { readonly [P in F as AliasOf<P>]: ValueOf<P> });

/**
 * The parameters of a device: one value for all targets, or an array, a distribution, or a function of the index, with
 * a value for each. Lists of times are the same for all.
 */
export type DeviceParameters<D extends DeviceName = DeviceName> = D extends DeviceName
  ? Optional<FieldOf<D>>
  : never;

/** The same with one that must be given. */
export type Needed<D extends DeviceName, N extends FieldOf<D>["name"]> = Spelled<
  Extract<FieldOf<D>, { readonly name: N }>
>;

type NameIn<P> = P extends unknown ? keyof P : never;

type ValueNamed<P, Name> = P extends unknown ? (Name extends keyof P ? P[Name] : never) : never;

/** New parameters of a stimulus, by the names of the function that made it, in the same units. */
export type StimulusChange = {
  readonly [Name in NameIn<DeviceParameters>]?: ValueNamed<DeviceParameters, Name> | undefined;
};
