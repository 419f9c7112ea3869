// Play, pause, step, speed, and where the simulation is.
import { Button, Select } from "../../shell/index.ts";
import { readableBytes } from "../../simulation/device.ts";
import { useNumbers } from "../../simulation/follow.ts";
import type { Controller } from "./controller.ts";

const speeds = [
  { value: "0", label: "as fast as possible" },
  { value: "1000", label: "real time" },
  { value: "500", label: "1/2 of real time" },
  { value: "200", label: "1/5 of real time" },
  { value: "100", label: "1/10 of real time" },
  { value: "20", label: "1/50 of real time" },
  { value: "5", label: "1/200 of real time" },
] as const;

/** The speeds that keys step through, slowest first [ms per s]. */
export const speedSteps: readonly number[] = [5, 20, 100, 200, 500, 1000, 0];

function Buttons({ controller }: { readonly controller: Controller }) {
  const { status } = controller;
  const live = status === "playing" || status === "paused";
  const playing = status === "playing";
  return (
    <>
      <Button
        kind="primary"
        disabled={status === "building"}
        shortcut="Space"
        onClick={() => controller.toggle()}
      >
        <span class="play-word">{playing ? "❚❚ Pause" : "▶ Play"}</span>
      </Button>
      <Button disabled={!live} hint="One time step (0.1 ms)" shortcut="." onClick={() => controller.step()}>
        Step
      </Button>
      <Button disabled={!live} hint="Ten milliseconds" shortcut="L" onClick={() => controller.step(10)}>
        +10 ms
      </Button>
      <Button
        disabled={status === "building"}
        hint="From the beginning, with the same seed"
        shortcut="R"
        onClick={() => void controller.request()}
      >
        Restart
      </Button>
    </>
  );
}

/** Wall time per model time, and which of the two is ahead. */
function Pace({ controller: { realTimeFactor } }: { readonly controller: Controller }) {
  if (realTimeFactor === undefined) return <>–</>;
  const times = 1 / realTimeFactor;
  const text = times >= 1 ? `${times.toPrecision(2)}× faster` : `${realTimeFactor.toPrecision(2)}× slower`;
  return (
    <>
      {realTimeFactor.toFixed(2)} <small>{text}</small>
    </>
  );
}

/** The numbers beside the buttons. */
function Readouts({ controller }: { readonly controller: Controller }) {
  useNumbers(controller);
  const { ready, time } = controller;
  const peak = ready?.report.memory.peakBytes ?? 0;
  const bytes = peak > 0 ? peak : ready?.estimate.bytes.total;
  return (
    <dl class="readouts">
      <div>
        <dt>Model time</dt>
        <dd class="model-time" data-time={time}>
          {(time / 1000).toFixed(time < 10_000 ? 3 : 2)} s
        </dd>
      </div>
      <div>
        <dt>Real-time factor</dt>
        <dd class="real-time-factor">
          <Pace controller={controller} />
        </dd>
      </div>
      <div>
        <dt>Memory</dt>
        <dd>{bytes === undefined ? "–" : readableBytes(bytes)}</dd>
      </div>
      <div>
        <dt>Threads</dt>
        <dd class="threads">{ready?.report.threads ?? "–"}</dd>
      </div>
    </dl>
  );
}

/** The bar above the raster. */
export function Transport({ controller }: { readonly controller: Controller }) {
  return (
    <div class="panel transport">
      <div class="toolbar">
        <Buttons controller={controller} />
        <Select
          label="Speed"
          value={String(controller.settings.speed) as (typeof speeds)[number]["value"]}
          choices={speeds}
          onChange={(speed) => controller.set({ speed: Number(speed) })}
        />
      </div>
      <Readouts controller={controller} />
    </div>
  );
}
