/** Values of a stimulus that must lie in an order: start before stop, and what the device's table says. */

import { fail } from "../../error.ts";
import type { DeviceValue, DeviceValues } from "../description.ts";
import { constant, type Draw, isKnown } from "../values/draw.ts";
import { isDeferred, whenKnown } from "../values/late.ts";
import { tableOfDevice } from "./values.ts";

interface Pair {
  readonly below: string;
  readonly above: string;
}

const windowOrder: Pair = { below: "start", above: "stop" };

/** The pairs of a device in which the first must not exceed the second. */
function pairsOf(kind: string): readonly Pair[] {
  const { orders, parameters } = tableOfDevice(kind);
  return parameters.some(({ name }) => name === windowOrder.above) ? [windowOrder, ...orders] : orders;
}

/** The value of a single parameter, or its default. */
function presentOf(kind: string, values: DeviceValues, name: string): Draw {
  const field = tableOfDevice(kind).parameters.find((one) => one.name === name);
  return (values.get(name) as Draw | undefined) ?? constant(field?.value ?? Infinity);
}

function compare({ below, above }: Pair, kind: string, values: DeviceValues, call: string): void {
  const [low, high] = [presentOf(kind, values, below), presentOf(kind, values, above)];
  if (!isKnown(low) || !isKnown(high)) return;
  const at = (draw: Draw, k: number): number => draw.numbers[draw.kind === "array" ? k : 0] as number;
  const many = low.kind === "array" || high.kind === "array";
  for (let k = 0; k < Math.max(low.numbers.length, high.numbers.length); k++) {
    if (at(low, k) <= at(high, k)) continue;
    const name = many ? `${above}[${k}]` : above;
    const window = above === windowOrder.above;
    fail("E_PARAM_RANGE", {
      call,
      parameter: name,
      value: at(high, k),
      allowed: window ? `${at(low, k)} ms or later` : `${at(low, k)} or more`,
      must: window ? `${name} must not lie before start` : `${name} must not be below ${below}`,
    });
  }
}

const varies = (value: DeviceValue): boolean =>
  !(value instanceof Float64Array) && ("kind" in value ? value.kind !== "constant" : value.some(varies));

/** Refuses values of their own for targets that all receive one train. */
export function checkOneTrain(values: DeviceValues, call: string): void {
  const individual = values.get("individual_spike_trains") as Draw | undefined;
  if (individual?.numbers[0] !== 0) return;
  const other = [...values].find(([, value]) => varies(value));
  if (other)
    fail("E_TYPE", {
      call,
      parameter: other[0],
      allowed: "one value for all targets",
      must: `${other[0]} must be the same for all targets of one train`,
      hint: "leave individual_spike_trains true for trains of their own",
    });
}

/** Compares all pairs of a device, each as soon as both values are known. */
export function checkDeviceOrders(kind: string, values: Map<string, DeviceValue>, call: string): void {
  for (const pair of pairsOf(kind)) {
    const late = [pair.below, pair.above].find((name) => isDeferred(values.get(name) as Draw));
    if (late === undefined) {
      compare(pair, kind, values, call);
      continue;
    }
    const others = new Map(values);
    const { draw } = whenKnown(values.get(late) as Draw, (known) => {
      compare(pair, kind, others.set(late, known), call);
      return { draw: known, warnings: [] };
    });
    values.set(late, draw);
  }
}
