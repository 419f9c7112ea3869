/** A description while it is being written: what the describing functions append to. */

import { fail } from "../error.ts";
import { checkFlag, checkSeed } from "./checks.ts";
import type {
  AssignmentData,
  ConnectionData,
  Description,
  PopulationData,
  RecorderData,
  StimulusData,
} from "./description.ts";
import type { Extremes } from "./synapses/connection.ts";
import { optionsOf, type Warning } from "./values/fields.ts";
import { gridOf } from "./values/grid.ts";

/** A description that still grows. */
export interface Draft extends Description {
  readonly populations: PopulationData[];
  readonly assignments: AssignmentData[];
  readonly connections: ConnectionData[];
  readonly stimuli: StimulusData[];
  readonly recorders: RecorderData[];
  readonly warnings: Warning[];
  /** The weights seen so far. */
  readonly extremes: Extremes;
  /** Builds in progress. */
  building: number;
}

/** An empty description. */
export function newDraft(options: unknown): Draft {
  const given = optionsOf(options, ["resolution", "seed", "strictTime"], "Network");
  const seed = given.get("seed") ?? 1;
  checkSeed(seed);
  return {
    grid: gridOf(given.get("resolution") ?? 0.1),
    seed,
    strictTime: checkFlag(given.get("strictTime"), "Network", "strictTime"),
    populations: [],
    assignments: [],
    connections: [],
    stimuli: [],
    recorders: [],
    warnings: [],
    extremes: new Map(),
    building: 0,
  };
}

/** What a draft says now; later additions do not change it. */
export function snapshot(draft: Draft): Description {
  const { grid, seed, strictTime, populations, assignments, connections, stimuli, recorders, warnings } =
    draft;
  return {
    grid,
    seed,
    strictTime,
    populations: [...populations],
    assignments: [...assignments],
    connections: [...connections],
    stimuli: [...stimuli],
    recorders: [...recorders],
    warnings: [...warnings],
  };
}

/** Refuses to change a network while it is being built. */
export function refuseWhileBuilding({ building }: Draft, call: string): void {
  if (building > 0)
    fail("E_BUSY", {
      call,
      must: "the network must not change while it is being built",
      hint: "await build() first",
    });
}
