/** Single neurons of NEST in `test/reference/nest`, and what each model must reach beside them. */

import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { tables } from "../../ts/models/index.ts";
import { type Experiment, resolution, type Train } from "./single-neuron.ts";

/** One neuron of NEST: the README of the folder says what the fields are. */
export interface Fixture {
  readonly params: Readonly<Record<string, number | boolean | readonly number[]>>;
  readonly duration: number;
  readonly dc_steps: readonly (readonly [number, number])[];
  readonly dc_delay: number | null;
  readonly exc?: readonly Train[];
  readonly inh?: readonly Train[];
  readonly inputs?: readonly (Train & { readonly port: number })[];
  readonly receptor_ports?: { readonly exc: number; readonly inh: number };
  readonly record: Readonly<Record<string, readonly number[]>>;
  readonly times_first: number;
  readonly spikes: readonly number[];
}

/** What is asked of a model beside NEST's: the file `MODEL.json`. */
export interface Expectation {
  /** The largest difference that each recorded variable may have, in its unit. */
  readonly tolerances: Readonly<Record<string, number>>;
  /** Why they are not 0. */
  readonly reason: string;
  /** Variables that NEST records relative to a parameter, with that parameter. */
  readonly relative?: Readonly<Record<string, string>>;
  /** Values, lists among them, that `params` lacks or has of another time. */
  readonly values?: Readonly<Record<string, number | readonly number[]>>;
  /** NEST's defaults where the fixtures have other values. */
  readonly defaults?: Readonly<Record<string, number>>;
  /** What NEST has and the model has not. */
  readonly without?: readonly string[];
  readonly seed?: number;
}

const folder = new URL("../reference/nest/", import.meta.url);

/** The step of a time [ms]. */
export const stepOf = (time: number): number => Math.round(time / resolution);

const files = readdirSync(folder);

/** The models that have fixtures. */
export const fixtureModels: readonly string[] = files
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

/** The protocols of a model. */
export const protocolsOf = (model: string): readonly string[] =>
  files
    .filter((file) => file.startsWith(`${model}__`))
    .map((file) => file.slice(model.length + 2, -".json.gz".length))
    .sort();

/** What is asked of a model. */
export const expectationOf = (model: string): Expectation =>
  JSON.parse(readFileSync(new URL(`${model}.json`, folder), "utf8")) as Expectation;

/** The fixture of a model under a protocol. */
export function fixtureOf(model: string, protocol: string): Fixture {
  const text = gunzipSync(readFileSync(new URL(`${model}__${protocol}.json.gz`, folder))).toString();
  return JSON.parse(text.replaceAll("-Infinity", "-1.7976931348623157e308")) as Fixture;
}

/** Values by the names of the kernel's fields: flags as 1 and 0, lists as their entries. */
function flat(values: Fixture["params"]): [string, number][] {
  return Object.entries(values).flatMap(([name, value]): [string, number][] =>
    Array.isArray(value) ? value.map((one, k) => [`${name}[${k}]`, one as number]) : [[name, Number(value)]],
  );
}

/** NEST's parameters and initial values, without its benchmark aid, by which crossings are counted down instead. */
export function valuesOf(
  { params }: Fixture,
  { values = {}, without = [] }: Expectation,
): [string, number][] {
  const left = (name: string) => without.includes(name) || name.startsWith("ignore_and_spike");
  return flat({ ...params, ...values }).filter(([name]) => !left(name));
}

/** The experiment of a fixture. */
export function experimentOf(model: string, fixture: Fixture, expectation: Expectation): Experiment {
  const table = tables.neurons.find(({ name }) => name === model);
  const known = new Set([...(table?.parameters ?? []), ...(table?.variables ?? [])].map(({ name }) => name));
  const receptor = (port: number | undefined) =>
    port === undefined ? 0 : (table?.receptors.findIndex(({ name }) => name === String(port)) ?? -1);
  const { dc_steps, dc_delay, exc = [], inh = [], inputs = [], receptor_ports, record, duration } = fixture;
  const current = {
    times: dc_steps.map(([time]) => time),
    values: dc_steps.map(([, amplitude]) => amplitude),
    delay: dc_delay ?? resolution,
  };
  return {
    model,
    values: Object.fromEntries(valuesOf(fixture, expectation).filter(([name]) => known.has(name))),
    trains: [
      ...exc.map((train) => ({ ...train, receptor: receptor(receptor_ports?.exc) })),
      ...inh.map((train) => ({ ...train, receptor: receptor(receptor_ports?.inh) })),
      ...inputs.map(({ port, ...train }) => ({ ...train, receptor: receptor(port) })),
    ],
    currents: dc_steps.length > 0 ? [current] : [],
    steps: stepOf(duration),
    record: Object.keys(record),
    seed: expectation.seed ?? 1,
  };
}
