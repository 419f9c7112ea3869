// Play, pause, step, speed, time shown, and where the simulation is.
import { useMemo } from "preact/hooks";
import { speedChoices } from "../../../network/speeds.ts";
import { Select, Toolbar } from "../../../shell/index.ts";
import { useNumbers } from "../../../simulation/follow.ts";
import { type Controller, stepLength } from "../controller.ts";
import type { PartProps } from "../part-props.ts";
import { type State, speeds, windows } from "../state.ts";

const words: Readonly<Record<Controller["status"], string>> = {
  empty: "No network",
  building: "Building …",
  playing: "Running",
  paused: "Paused",
  failed: "Stopped",
};

/** How fast it computes, from wall time per model time. */
const paceOf = (factor: number): string =>
  factor > 1 ? `${factor.toFixed(1)}× slower` : `${(1 / factor).toFixed(1)}× faster`;

/** What the simulation is doing, and its numbers, which change too often to be read aloud. */
function Status({ controller }: PartProps) {
  useNumbers(controller);
  const { status, time, realTimeFactor } = controller;
  return (
    <p class="spacer status">
      <span role="status">{words[status]}</span>
      {controller.live && (
        <span class="model-time" data-time={time}>
          {" "}
          · {(time / 1000).toFixed(3)} s
          {realTimeFactor !== undefined && ` · ${paceOf(realTimeFactor)} than real time`}
        </span>
      )}
    </p>
  );
}

/** The bar above the figures. */
export function Transport({ controller }: PartProps) {
  const { status, settings } = controller;
  const actions = useMemo(
    () => ({
      toggle: () => controller.toggle(),
      step: () => controller.step(stepLength),
      restart: () => void controller.request(),
    }),
    [controller],
  );
  return (
    <Toolbar
      playing={status === "playing"}
      idle={status === "building"}
      play="Play"
      step="One millisecond"
      actions={actions}
      speed={settings.speed}
      speeds={speedChoices(speeds)}
      onSpeed={(speed) => controller.set({ speed })}
    >
      <Select
        label="Time shown"
        value={String(settings.window)}
        choices={windows.map((window) => ({ value: String(window), label: `${window} ms` }))}
        onChange={(window) => controller.set({ window: Number(window) as State["window"] })}
      />
      <Status controller={controller} />
    </Toolbar>
  );
}
