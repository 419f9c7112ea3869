// What functions of multi-area networks take: a connectome whose parts fit together.
import { type Check, checkArgument, checkLength, checkParts, refuse } from "../../arguments/check.ts";
import {
  float,
  listOfSome,
  notNegative,
  number,
  positive,
  text,
  wholeFrom,
  withParts,
} from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import type { Connectome } from "./connectome.ts";
import { layerPopulations } from "./parameters.ts";

const stabilised: Check = (value, place) => {
  if (value !== null) float(value, place);
};

const parts = {
  name: text,
  citation: text,
  licence: text,
  areas: listOfSome(withParts({ name: text, architecture: number, hierarchy: number })),
  populations: listOfSome(withParts({ area: wholeFrom(0), name: text, size: positive })),
  inDegrees: float,
  stabilisedInDegrees: stabilised,
  externalInDegrees: float,
  distances: float,
};

/** Values that an array must have, each from 0 on. */
function checkValues(values: Float64Array, count: number, call: string, parameter: string): void {
  checkLength(values, count, call, parameter);
  const wrong = values.findIndex((value) => !(value >= 0 && value < Infinity));
  if (wrong >= 0) checkArgument(values[wrong], call, `${parameter}[${wrong}]`, notNegative);
}

function checkAreas({ areas }: Connectome, call: string): void {
  for (const [index, { name }] of areas.entries()) {
    const first = areas.findIndex((area) => area.name === name);
    if (first < index)
      refuse(name, "a name that no other area has", { call, parameter: `connectome.areas[${index}].name` });
  }
}

/** In order of areas and layers, each once. */
function checkPopulations({ areas, populations }: Connectome, call: string): void {
  const kinds: readonly string[] = layerPopulations;
  let before = -1;
  for (const [index, { area, name }] of populations.entries()) {
    const parameter = `connectome.populations[${index}]`;
    if (area >= areas.length)
      refuse(area, `an index below ${areas.length}`, { call, parameter: `${parameter}.area` }, "E_INDEX");
    const kind = kinds.indexOf(name);
    if (kind < 0) {
      const allowed = `one of ${kinds.join(", ")}`;
      const parameterName = `${parameter}.name`;
      const must = `${parameterName} must be ${allowed}`;
      fail("E_UNKNOWN_NAME", { call, parameter: parameterName, value: name, allowed, must });
    }
    const order = area * kinds.length + kind;
    if (order <= before)
      refuse(`${areas[area]?.name} ${name}`, "after those before it, in order of areas and layers", {
        call,
        parameter,
      });
    before = order;
  }
}

/**
 * Checks a connectome: its names, its order, and that its arrays have the values they must have.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_INDEX, E_UNKNOWN_NAME, E_PARAM_POSITIVE, E_PARAM_RANGE, E_NOT_FINITE
 */
export function checkConnectome(value: unknown, call: string): asserts value is Connectome {
  checkParts(value, call, "connectome", parts);
  const connectome = value as unknown as Connectome;
  checkAreas(connectome, call);
  checkPopulations(connectome, call);
  const { areas, populations, inDegrees, stabilisedInDegrees, externalInDegrees, distances } = connectome;
  const pairs = populations.length ** 2;
  checkValues(inDegrees, pairs, call, "connectome.inDegrees");
  if (stabilisedInDegrees) checkValues(stabilisedInDegrees, pairs, call, "connectome.stabilisedInDegrees");
  checkValues(externalInDegrees, populations.length, call, "connectome.externalInDegrees");
  checkValues(distances, areas.length ** 2, call, "connectome.distances");
}
