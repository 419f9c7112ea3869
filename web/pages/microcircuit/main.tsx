// The cortical microcircuit, live.
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Key, notify, Page, readState, start } from "../../shell/index.ts";
import { codeOf } from "./code.ts";
import { Controller } from "./controller.ts";
import { exportsOf } from "./exports.ts";
import { LiveControls, PulseControls, ViewControls } from "./live-controls.tsx";
import "./microcircuit.css";
import { useController } from "../../simulation/follow.ts";
import { NetworkControls, reseed } from "./network-controls.tsx";
import { RasterView } from "./raster-view.tsx";
import { RateLines } from "./rates-view.tsx";
import { RunDetails } from "./run-details.tsx";
import { settingsSchema } from "./settings.ts";
import { speedSteps, Transport } from "./transport.tsx";

function open(): Controller {
  const { state, problem } = readState(settingsSchema);
  if (problem) notify({ kind: "warning", text: problem });
  const controller = new Controller(state);
  void controller.open();
  return controller;
}

/** The next slower or faster speed. */
function changeSpeed(controller: Controller, by: 1 | -1): void {
  const place = speedSteps.indexOf(controller.settings.speed);
  const next = speedSteps[(place < 0 ? speedSteps.length - 1 : place) + by];
  if (next !== undefined) controller.set({ speed: next });
}

const keysOf = (controller: Controller): Key[] => [
  { key: " ", label: "play or pause", run: () => controller.toggle() },
  { key: ".", label: "one time step", run: () => controller.step() },
  { key: "l", label: "ten milliseconds", run: () => controller.step(10) },
  { key: "h", label: "a hundred milliseconds", run: () => controller.step(100) },
  { key: "t", label: "fire the thalamus", run: () => void controller.pulse() },
  { key: "r", label: "restart with the same seed", run: () => controller.request() },
  { key: "n", label: "restart with another seed", run: () => reseed(controller) },
  { key: "b", label: "build the network", run: () => controller.request() },
  { key: "-", label: "slower", run: () => changeSpeed(controller, -1) },
  { key: "+", label: "faster", run: () => changeSpeed(controller, 1) },
  {
    key: "Escape",
    label: "cancel a build",
    run: () => controller.status === "building" && controller.cancel(),
  },
];

function Microcircuit() {
  const [controller] = useState(open);
  useController(controller);
  const keys = useMemo(() => keysOf(controller), [controller]);
  useEffect(() => {
    // For style sheets and tests.
    document.documentElement.dataset.status = controller.status;
  });
  const { settings, actions, time, outdated } = controller;
  return (
    <Page
      name="microcircuit"
      title="The cortical microcircuit"
      summary={
        <>
          All neurons and synapses below one square millimetre of cortex, from layer 2/3 down to layer 6
          (Potjans & Diesmann 2014): <span class="E">excitatory</span> and <span class="I">inhibitory</span>{" "}
          populations.
        </>
      }
      code={() => codeOf(settings, outdated ? [] : actions, outdated ? 0 : time)}
      exports={exportsOf(controller)}
      keys={keys}
    >
      <div class="workbench">
        <aside class="controls">
          <LiveControls controller={controller} />
          <PulseControls controller={controller} />
          <NetworkControls controller={controller} />
          <ViewControls controller={controller} />
        </aside>
        <div class="stage">
          <Transport controller={controller} />
          <RasterView controller={controller} />
          <section class="panel rates" aria-label="Population rates">
            <RateLines controller={controller} />
          </section>
          <RunDetails controller={controller} />
        </div>
      </div>
    </Page>
  );
}

start(Microcircuit);
