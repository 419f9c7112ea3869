// The axis of figures that end now.
import { placed } from "../shell/index.ts";

/** Properties of {@link TimeAxis}. */
export interface TimeAxisProps {
  /** Time from edge to edge [ms]. */
  readonly window: number;
  /** Times before now that are written [ms], ascending from 0. */
  readonly ticks: readonly number[];
}

/** Times before the present. */
export const TimeAxis = ({ window, ticks }: TimeAxisProps) => (
  <div class="time-axis" aria-hidden="true">
    {ticks.map((time, k) => (
      <span key={time} ref={placed({ right: `${(100 * time) / window}%` })}>
        {time === 0 ? "now" : `−${time}`}
        {k === 1 ? " ms" : ""}
      </span>
    ))}
  </div>
);
