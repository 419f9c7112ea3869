// How far the work is: a bar where somebody is looking, one line per phase elsewhere. On stderr.
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

function lines(stream: NodeJS.WriteStream): Progress {
  let name = "";
  return {
    begin(phase) {
      name = phase;
    },
    advance() {},
    end(result) {
      stream.write(`  ${name.padEnd(8)} ${result}\n`);
    },
    abandon() {},
  };
}
