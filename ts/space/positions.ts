/** Where the neurons of a population are, as small data objects. */

import { checkArgument, checkOptions, refuse } from "../arguments/check.ts";
import { finite, flag, listOf, optional, positive, wholeFrom } from "../arguments/kinds.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";

/** A part of space. */
export interface SpaceOptions {
  /** Its length along each dimension. */
  readonly extent?: readonly number[] | undefined;
  /** Its middle; default 0 everywhere. */
  readonly center?: readonly number[] | undefined;
  /** Whether opposite edges are one: in all dimensions, or in each; default false. */
  readonly periodic?: boolean | readonly boolean[] | undefined;
}

/** Positions of neurons. Made by `grid` and `free`. */
export interface Positions {
  readonly dimensions: number;
  /** The numbers of places along each dimension, of a grid; else empty. */
  readonly shape: readonly number[];
  /** Lengths of the part of space in which the neurons lie; empty where none was given. */
  readonly extent: readonly number[];
  /** The lengths after which space repeats itself, 0 where it ends. */
  readonly periods: readonly number[];
  /**
   * The coordinates of n neurons, one neuron after the other.
   *
   * @throws CajalError E_SHAPE for another number of neurons than there are places, E_POSITIONS outside of the extent
   */
  coordinates(n: number): Float64Array;
}

// Survives two copies of the package on one page, unlike instanceof.
const brand = Symbol.for("cajal.positions");

/** Whether a value was made by one of the functions of this file. */
export const isPositions = (value: unknown): value is Positions =>
  typeof value === "object" && value !== null && brand in value;

/** Whether positions are those of a grid. */
export const isGrid = (value: unknown): value is Positions => isPositions(value) && value.shape.length > 0;

function make(positions: Positions): Positions {
  Object.defineProperty(positions, brand, { value: true });
  return Object.freeze(positions);
}

const ofSpace = {
  extent: optional(listOf(positive)),
  center: optional(listOf(finite)),
  periodic: optional((value, place) => (typeof value === "boolean" ? undefined : listOf(flag)(value, place))),
};

function checkCount(list: ArrayLike<unknown>, dimensions: number, call: string, parameter: string): void {
  if (list.length === dimensions) return;
  const allowed = `${dimensions} values`;
  const must = `${parameter} must have a value for each dimension (${dimensions})`;
  fail("E_SHAPE", { call, parameter, value: list.length, allowed, must });
}

/** Checked lengths, middle and periods; lengths only where they were given or `standard` has them. */
function spaceOf(options: SpaceOptions, dimensions: number, call: string, standard: readonly number[]) {
  checkOptions(options, call, ofSpace);
  const { extent = standard, center = new Array(dimensions).fill(0), periodic = false } = options;
  if (extent.length > 0) checkCount(extent, dimensions, call, "extent");
  checkCount(center, dimensions, call, "center");
  const wraps: readonly boolean[] =
    typeof periodic === "boolean" ? new Array(dimensions).fill(periodic) : periodic;
  checkCount(wraps, dimensions, call, "periodic");
  if (wraps.includes(true) && extent.length === 0)
    fail("E_POSITIONS", {
      call,
      parameter: "extent",
      allowed: `${dimensions} lengths`,
      must: "periodic edges need an extent: the length after which space repeats itself",
      hint: "give extent: [...]",
    });
  const periods = wraps.map((wrap, d) => (wrap ? (extent[d] as number) : 0));
  return {
    extent: Object.freeze([...extent]),
    center: center as readonly number[],
    periods: Object.freeze(periods),
  };
}

/**
 * One neuron in the middle of each cell of a grid with 1 to 3 dimensions; the extent is 1 along each by default. The
 * last dimension goes fastest, and y decreases: the first neuron of a plane is at its upper left.
 *
 * @throws CajalError E_SHAPE, E_PARAM_RANGE, E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example net.population(iaf_psc_exp, 400, {}, { positions: grid([20, 20], { extent: [1, 1], periodic: true }) });
 */
export function grid(shape: readonly number[], options: SpaceOptions = {}): Positions {
  const call = "grid";
  listOf(wholeFrom(1))(shape, { call, parameter: "shape" });
  const dimensions = shape.length;
  if (dimensions < 1 || dimensions > 3)
    refuse(dimensions, "1 to 3 numbers", { call, parameter: "shape" }, "E_SHAPE");
  const { extent, center, periods } = spaceOf(
    options,
    dimensions,
    call,
    shape.map(() => 1),
  );
  const sizes = Object.freeze([...shape]);
  const places = sizes.reduce((product, size) => product * size, 1);
  const coordinates = (n: number): Float64Array => {
    if (n !== places)
      fail("E_SHAPE", {
        call: "population",
        parameter: "n",
        value: n,
        allowed: `${places}`,
        must: `a grid of ${sizes.join(" x ")} places needs ${places} neurons`,
      });
    const found = new Float64Array(places * dimensions);
    let stride = 1; // between neighbours along a dimension
    for (let d = dimensions - 1; d >= 0; d--) {
      const [size, length, middle] = [sizes[d] as number, extent[d] as number, center[d] as number];
      for (let k = 0; k < places; k++) {
        const at = Math.floor(k / stride) % size;
        const along = ((d === 1 ? size - 1 - at : at) + 0.5) / size - 0.5;
        found[k * dimensions + d] = middle + along * length;
      }
      stride *= size;
    }
    return found;
  };
  return make({ dimensions, shape: sizes, extent, periods, coordinates });
}

/**
 * Positions by their coordinates, one neuron after the other, and a period for each dimension.
 *
 * @throws CajalError E_POSITIONS at `coordinates` for a period that does not hold all positions; E_SHAPE
 */
export function positionsAt(given: ArrayLike<number>, periods: readonly number[], call: string): Positions {
  const dimensions = periods.length;
  const coordinates = (n: number): Float64Array => {
    checkArgument(given, call, "positions", listOf(finite));
    if (given.length !== n * dimensions)
      fail("E_SHAPE", {
        call,
        parameter: "positions",
        value: given.length,
        allowed: `${n * dimensions} numbers`,
        must: `positions must have ${dimensions} coordinates for each of ${n} neurons`,
      });
    for (const [d, period] of periods.entries()) {
      let [low, high] = [Infinity, -Infinity];
      for (let k = d; k < given.length; k += dimensions) {
        low = Math.min(low, given[k] as number);
        high = Math.max(high, given[k] as number);
      }
      if (period !== 0 && high - low > period)
        fail("E_POSITIONS", {
          call,
          parameter: `periods[${d}]`,
          value: period,
          allowed: `0, or at least ${high - low}`,
          must: `periods[${d}] must hold all positions`,
        });
    }
    return Float64Array.from(given);
  };
  return make({
    dimensions,
    shape: Object.freeze([]),
    extent: [],
    periods: Object.freeze([...periods]),
    coordinates,
  });
}

/** A point of 1 to 3 coordinates. */
export type Point = ArrayLike<number>;

function checkPoint(point: unknown, call: string, parameter: string): asserts point is Point {
  listOf(finite)(point, { call, parameter });
  const { length } = point as Point;
  if (length < 1 || length > 3) refuse(length, "1 to 3 coordinates", { call, parameter }, "E_SHAPE");
}

/**
 * A point for each neuron: a list of points, or a function of the neuron's index. Those outside of the extent, if one
 * is given, are refused; periodic edges need an extent.
 *
 * @throws CajalError E_SHAPE, E_POSITIONS, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example free([[0, 0], [0.5, 0.25], [1, 1]])
 * @example free((k) => [Math.cos(k / 10), Math.sin(k / 10)])
 */
export function free(
  points: readonly Point[] | ((index: number) => Point),
  options: SpaceOptions = {},
): Positions {
  const call = "free";
  if (typeof points !== "function") {
    checkArgument(
      points,
      call,
      "points",
      listOf((point, { parameter }) => checkPoint(point, call, parameter)),
    );
    if (points.length === 0) refuse(0, "at least one point", { call, parameter: "points" }, "E_SHAPE");
    for (const [k, point] of points.entries()) refuseDetached(point, call, `points[${k}]`);
  }
  const pointAt = (k: number): Point => {
    const point: unknown = typeof points === "function" ? points(k) : points[k];
    checkPoint(point, call, `points[${k}]`);
    return point;
  };
  const dimensions = pointAt(0).length;
  const listed =
    typeof points === "function" ? undefined : [...points].map((point) => Float64Array.from(point));
  const { extent, center, periods } = spaceOf(options, dimensions, call, []);
  const coordinates = (n: number): Float64Array => {
    if (listed && listed.length !== n)
      fail("E_SHAPE", {
        call: "population",
        parameter: "positions",
        value: listed.length,
        allowed: `${n} points`,
        must: `positions must have a point for each neuron (${n})`,
      });
    const found = new Float64Array(n * dimensions);
    for (let k = 0; k < n; k++) {
      const point = listed?.[k] ?? pointAt(k);
      checkCount(point, dimensions, call, `points[${k}]`);
      for (let d = 0; d < dimensions; d++) {
        const at = point[d] as number;
        const [length, middle] = [extent[d] ?? Infinity, center[d] as number];
        if (Math.abs(at - middle) > length / 2)
          fail("E_POSITIONS", {
            call,
            parameter: `points[${k}][${d}]`,
            value: at,
            allowed: `from ${middle - length / 2} to ${middle + length / 2}`,
            must: `points[${k}][${d}] must lie within the extent`,
          });
        found[k * dimensions + d] = at;
      }
    }
    return found;
  };
  return make({ dimensions, shape: Object.freeze([]), extent, periods, coordinates });
}
