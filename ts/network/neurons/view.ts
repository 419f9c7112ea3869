/** Populations and parts of them: labelled sets of neurons that own nothing but their range. */

import { fail } from "../../error.ts";
import type { Model, ModelName } from "../../models/model.ts";
import type { Placed } from "../../space/placed.ts";
import { show } from "../../text/show.ts";
import { toNumbers } from "../values/value.ts";
import { count, duplicate, each, fromIds, join, type Ranges, slice, toIds } from "./ranges.ts";

function checkPosition(value: unknown, call: string, parameter: string): asserts value is number {
  if (typeof value === "number" && Number.isInteger(value)) return;
  const allowed = "a whole number";
  fail(typeof value === "number" ? "E_INDEX" : "E_TYPE", {
    call,
    parameter,
    value,
    allowed,
    must: `${parameter} must be ${allowed}`,
  });
}

/** What a network tells of its neurons. */
interface Owner {
  placed?(ranges: Ranges): Placed | undefined;
}

/**
 * Neurons of one network in an order: a whole population, a slice, or several together. Holds ranges, not lists, so
 * a view of a million neurons costs nothing.
 *
 * @example for (const id of E.slice(0, 3)) console.log(id); // global numbers
 */
export class View<M extends ModelName = ModelName> implements Iterable<number> {
  /** The number of neurons. */
  readonly length: number;
  /** The name in messages and files, e.g. `E` or `E[0:500]`. */
  readonly label: string;
  /** The models of the neurons. */
  readonly models: readonly M[];
  /** Global neuron numbers as [start, stop (exclusive), step, ...]. */
  readonly ranges: Ranges;
  /** The network that the neurons belong to. */
  readonly owner: object;

  /** @internal Views are made by `net.population` and by the methods of other views. */
  constructor(owner: object, ranges: Ranges, label: string, models: readonly M[]) {
    this.owner = owner;
    this.ranges = Object.freeze([...ranges]);
    this.label = label;
    this.models = models;
    this.length = count(ranges);
  }

  /** The global numbers of the neurons, as they appear in recordings. */
  get ids(): Uint32Array {
    return toIds(this.ranges);
  }

  /** Where the neurons are; undefined unless all of them have positions in the same space. */
  get positions(): Placed | undefined {
    return (this.owner as Owner).placed?.(this.ranges);
  }

  /** The global numbers, one by one. */
  *[Symbol.iterator](): Iterator<number> {
    for (let k = 0; k < this.ranges.length; k += 3) {
      const [stop, step] = [this.ranges[k + 1] as number, this.ranges[k + 2] as number];
      for (let id = this.ranges[k] as number; id < stop; id += step) yield id;
    }
  }

  /**
   * The neurons at positions `from` to `to` (exclusive), every `step`-th. Negative positions count from the end.
   *
   * @throws CajalError E_INDEX for positions outside, or a step below 1; E_TYPE
   * @example net.record(E.slice(0, 500), "spikes");
   */
  slice(from = 0, to: number = this.length, step = 1): View<M> {
    const [first, last] = [this.#position(from, "from"), this.#position(to, "to")];
    checkPosition(step, "slice", "step");
    if (step < 1)
      fail("E_INDEX", {
        call: "slice",
        parameter: "step",
        value: step,
        allowed: "1 or more",
        must: "step must be 1 or more",
      });
    const stride = step === 1 ? "" : `:${step}`;
    return this.#part(slice(this.ranges, first, Math.max(first, last), step), `[${first}:${last}${stride}]`);
  }

  /**
   * The neuron at a position, or those at a list of positions, in its order. Negative positions count from the end.
   *
   * @throws CajalError E_INDEX for a position outside or one listed twice, E_TYPE
   * @example net.set(E.at([0, 5, -1]), { I_e: 200 }); // pA
   */
  at(position: number | readonly number[] | Uint32Array): View<M> {
    const positions =
      typeof position === "number"
        ? [position]
        : toNumbers(position, { call: "at", parameter: "positions", unit: "", count: undefined });
    const ids = this.ids;
    const taken = new Uint32Array(positions.length);
    const seen = new Uint8Array(this.length);
    for (let k = 0; k < positions.length; k++) {
      const given = positions[k] as number;
      const place = this.#position(given, `positions[${k}]`, "at", this.length - 1);
      if (seen[place])
        fail("E_INDEX", {
          call: "at",
          parameter: `positions[${k}]`,
          value: given,
          allowed: "every position once",
          where: this.label,
          must: `positions[${k}] must not repeat an earlier one`,
        });
      seen[place] = 1;
      taken[k] = ids[place] as number;
    }
    return this.#part(
      fromIds(taken),
      typeof position === "number" ? `[${position}]` : `[${taken.length} neurons]`,
    );
  }

  /**
   * The neurons for which the function of the position in this view is true.
   *
   * @example const odd = E.where((position) => position % 2 === 1);
   */
  where(keep: (position: number) => boolean): View<M> {
    if (typeof keep !== "function")
      fail("E_TYPE", {
        call: "where",
        parameter: "keep",
        value: keep,
        allowed: "a function",
        must: "the condition must be a function of the position",
      });
    const kept: number[] = [];
    each(this.ranges, (id, position) => {
      if (keep(position)) kept.push(id);
    });
    return this.#part(fromIds(kept), "[where]");
  }

  /**
   * This view and others, one after the other.
   *
   * @throws CajalError E_INDEX if a neuron would occur twice or belongs to another network
   * @example const spikes = net.record(E.slice(0, 50).concat(I.slice(0, 50)), "spikes");
   */
  concat<N extends ModelName>(...others: readonly View<N>[]): View<M | N> {
    return together([this, ...others] as readonly View<M | N>[], "concat", "others");
  }

  #part(ranges: Ranges, suffix: string): View<M> {
    return new View(this.owner, ranges, `${this.label}${suffix}`, this.models);
  }

  #position(value: unknown, parameter: string, call = "slice", most = this.length): number {
    checkPosition(value, call, parameter);
    const position = value < 0 ? value + this.length : value;
    if (position >= 0 && position <= most) return position;
    return fail("E_INDEX", {
      call,
      parameter,
      value,
      allowed: `from ${-this.length} to ${most}`,
      where: this.label,
      must: `${parameter} must lie within the ${this.length} neurons`,
    });
  }
}

/**
 * A labelled group of neurons of one model; what `net.population` returns.
 *
 * @example const E = net.population(iaf_psc_exp, 8000); // E.model.parameters has its table
 */
export class Population<M extends ModelName = ModelName> extends View<M> {
  /** The model of the neurons. */
  readonly model: Model<M>;

  /** @internal Populations are made by `net.population`. */
  constructor(owner: object, ranges: Ranges, label: string, model: Model<M>) {
    super(owner, ranges, label, [model.name]);
    this.model = model;
  }
}

/** One view or several, where a function takes either. */
export type Views<M extends ModelName = ModelName> = View<M> | readonly View<M>[];

/** Several views as one. */
export function together<M extends ModelName>(
  views: readonly View<M>[],
  call: string,
  parameter: string,
): View<M> {
  for (const view of views)
    if (!(view instanceof View))
      fail("E_TYPE", {
        call,
        parameter,
        value: view,
        allowed: "populations and views",
        must: "neurons must be given as a view",
      });
  const [first] = views;
  if (!first)
    fail("E_TYPE", {
      call,
      parameter,
      value: views,
      allowed: "at least one view",
      must: "neurons must be given as views",
    });
  const stranger = views.find((view) => view.owner !== first.owner);
  if (stranger)
    fail("E_INDEX", {
      call,
      parameter,
      where: stranger.label,
      must: "all neurons must belong to the same network",
    });
  if (views.length === 1) return first;
  const ranges = join(views.map((view) => view.ranges));
  const twice = duplicate(ranges);
  const label = views.map((view) => view.label).join(" + ");
  if (twice !== undefined)
    fail("E_INDEX", {
      call,
      parameter,
      value: twice,
      allowed: "every neuron once",
      where: label,
      must: "a neuron must not be listed twice",
    });
  return new View(first.owner, ranges, label, [...new Set(views.flatMap((view) => view.models))]);
}

/** The view of an argument: one view, or a list of them; it must belong to `owner`. */
export function oneView<M extends ModelName>(
  views: Views<M>,
  owner: object,
  call: string,
  parameter = "targets",
): View<M> {
  const list = Array.isArray(views) ? (views as readonly View<M>[]) : [views as View<M>];
  const view = together(list, call, parameter);
  if (view.owner !== owner)
    fail("E_INDEX", {
      call,
      parameter,
      where: show(view.label),
      must: "the neurons must belong to this network",
    });
  return view;
}
