// How far the work is: a bar where somebody is looking; elsewhere a line per phase, and in long ones some between. On
// stderr.
import { SingleBar } from "cli-progress";
import { duration } from "./terminal.ts";

/** What is known during a phase. */
export interface Advance {
  /** Part that is done, 0 to 1. */
  readonly fraction: number;
  /** Time that is left [s]. */
  readonly eta?: number | undefined;
  /** Wall-clock time per model time. */
  readonly realTimeFactor?: number | undefined;
}

/** Shows phases one after the other. */
export interface Progress {
  begin(phase: string): void;
  advance(now: Advance): void;
  /** Ends the phase; the text says what came out. */
  end(result: string): void;
  /** Takes the bar away without a result. */
  abandon(): void;
}

const format = "  {phase} {bar} {percentage} %  {rest}";

/** Progress on a stream. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return lines(stream);
  let bar: SingleBar | undefined;
  let name = "";
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(phase) {
      name = phase;
      bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, barsize: 30, fps: 10 });
      bar.start(1, 0, { phase: phase.padEnd(8), rest: "" });
    },
    advance({ fraction, eta, realTimeFactor }) {
      const left = eta === undefined ? "" : `${duration(eta)} left`;
      const factor = realTimeFactor === undefined ? "" : `  ${realTimeFactor.toFixed(2)} x real time`;
      bar?.update(fraction, { rest: `${left}${factor}` });
    },
    end(result) {
      stop();
      stream.write(`  ${name.padEnd(8)} ${result}\n`);
    },
    abandon: stop,
  };
}

// Time between two lines of a phase where there is no bar [s].
const patience = 15;

/** Lines on a stream that is no terminal; `now` is a clock [ms]. */
export function lines(
  stream: Pick<NodeJS.WriteStream, "write">,
  now: () => number = () => performance.now(),
): Progress {
  let name = "";
  let last = 0;
  return {
    begin(phase) {
      name = phase;
      last = now();
    },
    advance({ fraction, eta }) {
      if (now() - last < patience * 1000) return;
      last = now();
      const left = eta === undefined ? "" : `, ${duration(eta)} left`;
      stream.write(`  ${name.padEnd(8)} ${Math.floor(100 * fraction)} %${left}\n`);
    },
    end(result) {
      stream.write(`  ${name.padEnd(8)} ${result}\n`);
    },
    abandon() {},
  };
}
