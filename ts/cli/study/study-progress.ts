// How far a study is: a line per point that ended, below them a bar with the time that is left.
import { MultiBar, type SingleBar } from "cli-progress";
import { duration } from "../terminal/terminal.ts";
import type { Ended } from "./run-points.ts";

/** Shows a study's points as they end. */
export interface StudyProgress {
  ended(point: Ended): void;
  stop(): void;
}

const format = "  {value} of {total} {bar} {percentage} %  {left}";

function lineOf({ folder, failure, seconds }: Ended): string {
  const values = Object.entries(folder.point).map(([key, value]) => `${key.split("/").at(-1)} ${value}`);
  const state = failure === undefined ? "done" : "FAILED";
  return `  ${state.padEnd(7)} ${duration(seconds).padStart(8)}  ${values.join(", ")}\n`;
}

/** Progress on a stream, for so many points. */
export function studyProgress(stream: NodeJS.WriteStream, total: number): StudyProgress {
  const begin = performance.now();
  let done = 0;
  let bars: MultiBar | undefined;
  let bar: SingleBar | undefined;
  if (stream.isTTY && total > 0) {
    bars = new MultiBar({ format, stream, hideCursor: true, clearOnComplete: true, barsize: 30 });
    bar = bars.create(total, 0, { left: "" });
  }
  return {
    ended(point) {
      done++;
      const left = (((performance.now() - begin) / done) * (total - done)) / 1000;
      if (bars) bars.log(lineOf(point));
      else stream.write(lineOf(point));
      bar?.update(done, { left: `${duration(left)} left` });
    },
    stop: () => bars?.stop(),
  };
}
