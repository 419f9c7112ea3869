/** Values and arrays of a network in JSON: both directions. */

import { fail } from "../../error.ts";
import { choicesOf } from "../../models/model.ts";
import { type Expression, expressionOf } from "../../space/expression.ts";
import { decodeSteps } from "../../space/steps.ts";
import { fromBase64, toBase64 } from "../../text/base64.ts";
import type { DeviceValue } from "../description.ts";
import type { DistributionJson, EncodedArray, ValueJson } from "../json/schema.ts";
import {
  type Distribution,
  exponential,
  type Limits,
  lognormal,
  normal,
  type Scalar,
  uniform,
} from "./distributions.ts";
import type { Draw } from "./draw.ts";
import type { Value } from "./value.ts";

/** An array as JSON. */
export const encodeArray = (array: Float64Array | Uint32Array): EncodedArray => ({
  type: array instanceof Float64Array ? "f64" : "u32",
  base64: toBase64(array),
});

/** The numbers of an array in JSON. */
export function decodeArray(
  json: number[] | EncodedArray,
  where: string,
): number[] | Float64Array | Uint32Array {
  if (Array.isArray(json)) return json;
  const bytes = fromBase64(json.base64);
  const width = json.type === "f64" ? 8 : 4;
  if (!bytes || bytes.length % width !== 0)
    fail("E_DESCRIPTION", {
      call: "Network.from",
      where,
      must: `base64 must hold whole ${json.type} numbers`,
      allowed: "base64 of numbers",
    });
  return json.type === "f64" ? new Float64Array(bytes.buffer) : new Uint32Array(bytes.buffer);
}

/** A number as JSON, infinite ones included. */
export const encodeNumber = (number: number): number | "Infinity" | "-Infinity" =>
  Number.isFinite(number) ? number : number > 0 ? "Infinity" : "-Infinity";

/** A draw as JSON. `boolean` writes true and false, one of several things its name. */
export function encodeDraw(draw: Draw, unit = ""): ValueJson {
  if (draw.kind === "array") return encodeArray(draw.numbers as Float64Array);
  if (draw.kind === "expression") return { expression: decodeSteps(draw.numbers) };
  const [first = 0, second = 0] = draw.numbers;
  if (draw.kind === "constant")
    return unit === "boolean" ? first !== 0 : (choicesOf({ unit })?.[first] ?? encodeNumber(first));
  const bounds = {
    ...(draw.low === -Infinity ? {} : { min: draw.low }),
    ...(draw.high === Infinity ? {} : { max: draw.high }),
  };
  const limit = draw.limit === "none" ? {} : { [draw.limit]: bounds };
  const shape = draw.kind === "exponential" ? [first] : [first, second];
  return { [draw.kind]: shape, ...limit } as unknown as ValueJson;
}

function decodeDistribution(json: DistributionJson): Distribution {
  if (json.uniform) return uniform(...(json.uniform as [Scalar, Scalar]));
  if (json.normal) return normal(...(json.normal as [Scalar, Scalar]));
  if (json.lognormal) return lognormal(...(json.lognormal as [number, number]));
  return exponential(...(json.exponential as [Scalar]));
}

/** A parameter of a device as JSON. */
export function encodeParameter(value: DeviceValue): ValueJson | ValueJson[] {
  if (value instanceof Float64Array) return encodeArray(value);
  return Array.isArray(value) ? value.map((one) => encodeDraw(one)) : encodeDraw(value as Draw);
}

/** The parameter of its JSON form, as a user would have written it. */
export const decodeParameter = (json: ValueJson | readonly ValueJson[], where: string): unknown =>
  Array.isArray(json) && json.some((one) => typeof one !== "number")
    ? json.map((one, k) => decodeValue(one, `${where}[${k}]`))
    : decodeValue(json as ValueJson, where);

/** The value of its JSON form. */
export function decodeValue(json: ValueJson, where: string): Value | Expression | boolean {
  if (json === "Infinity" || json === "-Infinity") return Number(json);
  if (typeof json !== "object") return json as Value | boolean;
  if (Array.isArray(json) || "base64" in json) return decodeArray(json, where);
  if ("expression" in json) return expressionOf(json.expression, "Network.from", where);
  const made = decodeDistribution(json);
  if (json.redraw) return made.redraw(json.redraw as Limits);
  return json.clip ? made.clip(json.clip as Limits) : made;
}
