// Where the running network was on the plane, and when.
import { type Span, spansOf } from "../../simulation/spans.ts";
import type { Settings } from "./state.ts";

/** A place on the plane. */
export type PlanePoint = Pick<Settings, "g" | "eta">;

/** A move to another place at a model time [ms]. */
export interface Move extends PlanePoint {
  readonly time: number;
}

/** How a network came to where it is. */
export interface Journey {
  /** What it was described with. */
  readonly begun: Settings;
  readonly moves: readonly Move[];
}

/** The spans between two times [ms] in which it stayed where it was. */
export const staysOf = ({ begun, moves }: Journey, begin: number, end: number): Span<PlanePoint>[] =>
  spansOf<PlanePoint>(
    begun,
    moves.map(({ time, g, eta }) => ({ time, to: { g, eta } })),
    begin,
    end,
  );
