// A pulse of current into one area: its options, and how it enters the network.
import type { Command } from "commander";
import { stepCurrent } from "../../../network/devices/devices.ts";
import type { View } from "../../../network/neurons/view.ts";
import type { MultiArea } from "../../../networks/index.ts";
import { UsageError } from "../../terminal/failure.ts";
import { positive } from "../../terminal/options.ts";
import { checkOnGrid } from "../execute.ts";

/** What the options say of it. */
export interface PulseOptions {
  readonly pulse?: string;
  readonly pulseStart?: number;
  readonly pulseDuration?: number;
  readonly pulseAmplitude?: number;
  readonly pulseInterval?: number;
}

/** Pulses into the excitatory neurons of an area. */
export interface Pulse {
  readonly area: string;
  /** Model times at which they begin [ms]. */
  readonly onsets: readonly number[];
  /** [ms] */
  readonly duration: number;
  /** [pA] */
  readonly amplitude: number;
  /** Time after each of them in which answers are looked for [ms]. */
  readonly window: number;
}

// 500 pA would take a membrane at rest 5 mV beyond threshold; in 10 ms about every second neuron fires once more.
const defaults = { start: 200, duration: 10, amplitude: 500, interval: 200 } as const;
const longestWindow = 100;

/** Adds the options to a command. */
export function addPulseOptions(command: Command): Command {
  const what = "excite this area for a moment, and measure how the others answer beside a run without";
  return command
    .option("--pulse <area>", what)
    .option(
      "--pulse-start <ms>",
      `begin of the first pulse after --presim; default: ${defaults.start}`,
      positive,
    )
    .option("--pulse-duration <ms>", `how long it lasts; default: ${defaults.duration}`, positive)
    .option(
      "--pulse-amplitude <pA>",
      `current into each excitatory neuron of the area; default: ${defaults.amplitude}`,
      positive,
    )
    .option(
      "--pulse-interval <ms>",
      `from the begin of one pulse to that of the next, as long as --time lasts; default: ${defaults.interval}`,
      positive,
    );
}

/** The times of a run that hold pulses [ms]. */
interface Times {
  readonly presim: number;
  readonly time: number;
  readonly resolution: number;
}

const refuse = (message: string): never => {
  throw new UsageError(`run: ${message}`);
};

function checkTimes(
  { start, duration, interval }: Readonly<Record<"start" | "duration" | "interval", number>>,
  { time, resolution }: Times,
): void {
  const times = { "--pulse-start": start, "--pulse-duration": duration, "--pulse-interval": interval };
  checkOnGrid(times, resolution);
  if (duration >= interval)
    refuse(`--pulse-duration must be below the ${interval} ms of --pulse-interval, got ${duration}`);
  const window = Math.min(longestWindow, interval);
  const needed = Math.max(window, duration);
  if (start + needed <= time) return;
  const end = `before --time ends at ${time} ms`;
  refuse(`--pulse-start must leave ${needed} ms for the pulse and its answers ${end}, got ${start}`);
}

/**
 * The pulses that were asked for; nothing without.
 *
 * @param simulated names of the simulated areas
 * @throws UsageError for an area that is not simulated, and times outside of the run or not on its steps
 */
export function pulseOf(options: PulseOptions & Times, simulated: readonly string[]): Pulse | undefined {
  const { pulse: area, pulseStart, pulseDuration, pulseAmplitude, pulseInterval, presim, time } = options;
  const others = { pulseStart, pulseDuration, pulseAmplitude, pulseInterval };
  const given = Object.entries(others).find(([, value]) => value !== undefined);
  if (area === undefined)
    return given && refuse(`--${given[0].replace("pulse", "pulse-").toLowerCase()} needs an area in --pulse`);
  if (!simulated.includes(area))
    refuse(`--pulse must name a simulated area (${simulated.join(", ")}), got '${area}'`);
  const { start, duration, interval } = {
    start: pulseStart ?? defaults.start,
    duration: pulseDuration ?? defaults.duration,
    interval: pulseInterval ?? defaults.interval,
  };
  checkTimes({ start, duration, interval }, options);
  const window = Math.min(longestWindow, interval);
  const count = 1 + Math.floor((time - start - Math.max(window, duration)) / interval + 1e-9);
  const onsets = Array.from({ length: count }, (_, pulse) => presim + start + pulse * interval);
  return { area, onsets, duration, amplitude: pulseAmplitude ?? defaults.amplitude, window };
}

/** Adds the pulses to a network, after everything else, so that nothing else is drawn differently. */
export function addPulse({ network, areas }: MultiArea, { area, onsets, duration, amplitude }: Pulse): void {
  const course = stepCurrent({
    amplitude_times: onsets.flatMap((onset) => [onset, onset + duration]),
    amplitude_values: onsets.flatMap(() => [amplitude, 0]),
  });
  const members = (areas.get(area) ?? []).filter(({ name }) => name.endsWith("E"));
  for (const { view } of members) network.stimulate(view as View<"iaf_psc_exp">, course);
}
