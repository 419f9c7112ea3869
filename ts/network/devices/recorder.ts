/** What is recorded: checks of a request, and the handles by which recordings are read. */

import { fail } from "../../error.ts";
import type { ModelName } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { type Description, populationsOf, tableOf } from "../description.ts";
import type { View } from "../neurons/view.ts";
import { type Grid, stepsOf } from "../values/grid.ts";
import { toNumber } from "../values/value.ts";
import type { SpikeSink } from "./sink.ts";

/** A recorder of spikes; `sim.read` of it gives `SpikeTrains`. */
export interface SpikeRecorder {
  readonly kind: "spikes";
  /** Its number within the network. */
  readonly index: number;
  readonly view: View;
  readonly label: string;
}

/** A recorder of state variables; `sim.read` of it gives `Traces`. */
export interface StateRecorder<Name extends string = string> {
  readonly kind: "state";
  /** Its number within the network. */
  readonly index: number;
  readonly view: View;
  readonly label: string;
  readonly names: readonly Name[];
  /** The interval between samples [ms]. */
  readonly every: number;
}

/** What `net.record` returns. */
export type Recorder = SpikeRecorder | StateRecorder;

/** The variables that a request names. */
export function variablesOf(
  view: View<ModelName>,
  what: unknown,
  populations: Description["populations"],
): readonly string[] {
  const names = typeof what === "string" ? [what] : what;
  const place = { call: "record", parameter: "variables", where: view.label };
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== "string"))
    fail("E_TYPE", {
      ...place,
      value: what,
      allowed: '"spikes", a name or a list of names',
      must: 'what to record must be "spikes", the name of a variable or a list of names',
    });
  for (const { name: model, recordables } of new Set(populationsOf(populations, view.ranges).map(tableOf))) {
    const known = recordables.map((recordable) => recordable.name);
    const unknown = (names as string[]).find((name) => !known.includes(name));
    if (unknown !== undefined)
      fail("E_RECORD", {
        ...place,
        value: unknown,
        allowed: ["spikes", ...known].join(", "),
        must: `${model} has no such variable to record`,
        hint: suggestion(unknown, ["spikes", ...known]),
      });
  }
  const twice = (names as string[]).find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    fail("E_RECORD", {
      ...place,
      value: twice,
      allowed: "every name once",
      must: "a variable must not be listed twice",
    });
  return [...(names as string[])];
}

/** The steps between samples; `every` in ms, default 1 ms or one step if that is longer. */
export function sampleSteps(every: unknown, grid: Grid): number {
  if (every === undefined) return stepsOf(1, grid) ?? 1;
  const place = { call: "record", parameter: "every", unit: "ms", count: 1 };
  const time = typeof every === "number" && !Number.isFinite(every) ? 0 : toNumber(every, place);
  const steps = time > 0 ? stepsOf(time, grid) : undefined;
  if (steps !== undefined && steps >= 1) return steps;
  return fail("E_RECORD", {
    ...place,
    value: every,
    allowed: `positive multiples of ${grid.resolution} ms`,
    must: `every must be a positive multiple of the resolution (${grid.resolution} ms)`,
  });
}

/** Checks that a sink can take spikes. */
export function checkSink(sink: unknown): SpikeSink | undefined {
  if (sink === undefined) return undefined;
  const given = sink as Partial<SpikeSink> | null;
  const able = [given?.begin, given?.write, given?.end].every((method) => typeof method === "function");
  if (able) return sink as SpikeSink;
  return fail("E_TYPE", {
    call: "record",
    parameter: "to",
    value: sink,
    allowed: "{ begin, write, end }",
    must: "to must be a sink for spikes",
  });
}
