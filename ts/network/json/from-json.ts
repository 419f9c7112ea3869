/** From the JSON form to a network: every entry goes through the describing function that a user would call. */

import { CajalError, fail } from "../../error.ts";
import type { ModelName } from "../../models/model.ts";
import { positionsAt } from "../../space/positions.ts";
import { checkSteps } from "../../space/steps.ts";
import { type Stimulus, stimulus } from "../devices/devices.ts";
import { duplicate, join } from "../neurons/ranges.ts";
import { type Population, together, View } from "../neurons/view.ts";
import { pairs, type Rule } from "../synapses/rules.ts";
import { decodeArray, decodeParameter, decodeValue } from "../values/codec.ts";
import type { NetworkJson, RuleJson, SelectionJson, SynapseJson, ValueJson, WireJson } from "./schema.ts";

/** What a network offers for describing it; `NetworkDescription` has the full types. */
export interface Describer {
  readonly populations: readonly Population[];
  readonly size: number;
  population(model: ModelName, n: number, parameters: object, options: object): unknown;
  set(targets: View, parameters: object): void;
  connect(sources: View, targets: View, rule: Rule, options: object): unknown;
  stimulate(targets: View, device: Stimulus, options: object): unknown;
  record(targets: View, what: "spikes", options: object): unknown;
  record(targets: View, what: never[], options: object): unknown;
}

/** Adds the path of the entry to what its describing function complains about. */
function at<T>(where: string, describe: () => T): T {
  try {
    return describe();
  } catch (error) {
    if (!(error instanceof CajalError)) throw error;
    const { code, message, parameter, value, allowed, hint } = error;
    const detail = {
      parameter,
      value,
      allowed,
      hint,
      where: error.where ? `${where}, ${error.where}` : where,
    };
    throw new CajalError(code, `${where}: ${message}`, detail, { cause: error });
  }
}

/** The neurons of one entry of a selection. */
function choose(network: Describer, entry: SelectionJson[number]): View {
  if (typeof entry === "string") {
    const found = network.populations.filter(({ label }) => label === entry);
    const place = { call: "Network.from", parameter: "selection", value: entry };
    if (found.length === 0)
      fail("E_UNKNOWN_NAME", {
        ...place,
        allowed: network.populations.map(({ label }) => label).join(", "),
        must: "there is no population of this label",
      });
    if (found.length > 1)
      fail("E_NAME", {
        ...place,
        allowed: "a label that occurs once",
        must: "several populations have this label",
      });
    return found[0] as View;
  }
  const [start, stop, step] = entry;
  const last = start + Math.floor((stop - 1 - start) / step) * step;
  if (stop <= start || last >= network.size)
    fail("E_INDEX", {
      call: "Network.from",
      parameter: "range",
      value: `[${entry.join(", ")}]`,
      allowed: `neurons below ${network.size}`,
      must: "a range must hold neurons that exist",
    });
  const ranges = join([[start, stop, step]]);
  const models = [...new Set(network.populations.flatMap((population) => population.models))];
  return new View(network, ranges, `[${entry.join(":")}]`, models);
}

function select(network: Describer, entries: SelectionJson, call: string): View {
  const views = entries.map((entry) => choose(network, entry));
  if (views.length === 0) return new View(network, [], "no neurons", []);
  const twice = duplicate(join(views.map(({ ranges }) => ranges)));
  if (twice !== undefined)
    fail("E_INDEX", {
      call: "Network.from",
      value: twice,
      allowed: "every neuron once",
      must: "a neuron is listed twice",
    });
  return together(views, call, "targets");
}

function decodeRule(json: RuleJson, where: string): Rule {
  if (json.rule === "pairs")
    return pairs({
      sources: decodeArray(json.sources ?? [], where) as Uint32Array,
      targets: decodeArray(json.targets ?? [], where) as Uint32Array,
    });
  const { rule, number = 0, autapses = true, multapses = true, kernel, mask } = json;
  return {
    rule,
    number,
    autapses,
    multapses,
    ...(kernel ? { kernel: checkSteps(kernel, "Network.from", `${where}.kernel`) } : {}),
    ...(mask ? { mask: checkSteps(mask, "Network.from", `${where}.mask`) } : {}),
  };
}

/** Options that stand in the document, decoded. */
function wire(json: WireJson, where: string) {
  const value = (given: ValueJson | undefined) =>
    given === undefined ? undefined : (decodeValue(given, where) as number);
  return { weight: value(json.weight), delay: value(json.delay), receptor: json.receptor as never };
}

/** A synapse model that stands in the document, decoded; texts of parameters may be infinite. */
function decodeSynapse(json: SynapseJson | undefined, where: string) {
  if (typeof json !== "object") return json;
  const { model, ...parameters } = json;
  return { model, ...decoded(parameters, where) };
}

const decoded = (
  parameters: Readonly<Record<string, ValueJson>> | undefined,
  where: string,
): Record<string, never> =>
  Object.fromEntries(
    Object.entries(parameters ?? {}).map(([name, value]) => [
      name,
      decodeValue(value, `${where}.${name}`) as never,
    ]),
  );

/** Describes in `network` what the document says. */
export function replay(network: Describer, document: NetworkJson): void {
  for (const [k, { model, size, label, allowEmpty, parameters, positions }] of document.populations.entries())
    at(`populations[${k}]`, () => {
      const places =
        positions &&
        positionsAt(decodeArray(positions.coordinates, "positions"), positions.periods, "Network.from");
      const options = { label, allowEmpty, positions: places };
      network.population(model as ModelName, size, decoded(parameters, "parameters"), options);
    });
  for (const [k, { targets, name, value }] of (document.values ?? []).entries())
    at(`values[${k}]`, () =>
      network.set(select(network, targets, "set"), decoded({ [name]: value }, "value")),
    );
  for (const [k, { sources, targets, rule, synapse, output, axonal, ...options }] of (
    document.connections ?? []
  ).entries())
    at(`connections[${k}]`, () => {
      const [from, to] = [select(network, sources, "connect"), select(network, targets, "connect")];
      const given = wire(options, "options");
      network.connect(from, to, decodeRule(rule, "rule"), {
        ...given,
        ...(axonal === undefined ? {} : { delay: { axonal, dendritic: given.delay } }),
        synapse: decodeSynapse(synapse, "synapse"),
        output,
      });
    });
  for (const [k, { kind, parameters, targets, ...options }] of (document.stimuli ?? []).entries())
    at(`stimuli[${k}]`, () => {
      const given = Object.entries(parameters ?? {}).map(
        ([name, value]) => [name, decodeParameter(value, `parameters.${name}`)] as const,
      );
      const device = stimulus(kind, Object.fromEntries(given), "stimulate");
      network.stimulate(select(network, targets, "stimulate"), device, wire(options, "options"));
    });
  for (const [k, { kind, targets, variables, every, label }] of (document.recorders ?? []).entries())
    at(`recorders[${k}]`, () => {
      const view = select(network, targets, "record");
      if (kind === "spikes") network.record(view, "spikes", { label });
      else network.record(view, (variables ?? []) as never[], { label, every: every as number });
    });
}
