/** Takes recorded spikes out of the kernel and passes them on while a simulation runs. */

import type { Kernel, SpikeColumns } from "../backend/backend.ts";
import { CajalError } from "../error.ts";
import type { SpikeSink, SpikeSinkInfo } from "../network/devices/sink.ts";

/** A recorder whose spikes go to a sink. */
export interface Drained {
  /** Its place in the kernel; undefined if it has no neurons. */
  readonly place: number | undefined;
  readonly sink: SpikeSink;
  readonly label: string;
  /** What the sink is told first. */
  readonly info: SpikeSinkInfo;
}

/** The sinks of a simulation. */
export interface Drains {
  /** Whether there is anything to pass on. */
  readonly active: boolean;
  /** Passes on everything recorded so far. Throws E_IO; what could not be passed on is kept for the next time. */
  drain(): void;
  /** Spikes of the recorder at a place that were taken from the kernel but not passed on. */
  kept(place: number): SpikeColumns | undefined;
  /** Tells every sink that nothing more will come; throws E_IO after all have been told. */
  end(): void;
}

function failure(error: unknown, label: string): CajalError {
  if (error instanceof CajalError && error.code === "E_IO") return error;
  const reason = error instanceof Error ? error.message : String(error);
  const hint = "make room or choose another place; the next run writes what is still missing";
  const detail = { parameter: "to", value: reason, where: label, hint };
  return new CajalError(
    "E_IO",
    `record: spikes of '${label}' could not be written: ${reason}; ${hint}`,
    detail,
    {
      cause: error,
    },
  );
}

/** Begins all sinks of a simulation. */
export function beginDrains(kernel: Kernel, list: readonly Drained[]): Drains {
  const waiting = new Map<Drained, SpikeColumns>();
  const guarded = ({ label }: Drained, work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw failure(error, label);
    }
  };
  const pass = (drained: Drained, columns: SpikeColumns): void => {
    waiting.set(drained, columns);
    guarded(drained, () => drained.sink.write(columns.steps, columns.ids));
    waiting.delete(drained);
  };
  for (const drained of list) guarded(drained, () => drained.sink.begin(drained.info));
  return {
    active: list.length > 0,
    drain() {
      for (const drained of list) {
        const before = waiting.get(drained);
        if (before) pass(drained, before);
        if (drained.place !== undefined) {
          const columns = kernel.readSpikes(drained.place, true);
          if (columns.ids.length > 0) pass(drained, columns);
        }
        guarded(drained, () => drained.sink.reached?.(kernel.step()));
      }
    },
    kept: (place) => [...waiting].find(([drained]) => drained.place === place)?.[1],
    end() {
      const failures: unknown[] = [];
      for (const drained of list) {
        try {
          guarded(drained, () => drained.sink.end());
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
