// The cortical microcircuit, live.
import { useMemo } from "preact/hooks";
import "../../network/network.css";
import { RunDetails } from "../../network/run-details.tsx";
import { useNetworkController } from "../../network/use-network-controller.ts";
import { type Key, Page, start } from "../../shell/index.ts";
import { codeOf } from "./code.ts";
import { Controller } from "./controller.ts";
import { exportsOf } from "./exports.ts";
import { LiveControls, PulseControls, ViewControls } from "./live-controls.tsx";
import "./microcircuit.css";
import { NetworkControls, reseed } from "./network-controls.tsx";
import { RasterView } from "./raster-view.tsx";
import { RateLines } from "./rates-view.tsx";
import { settingsSchema } from "./settings.ts";
import { speedSteps, Transport } from "./transport.tsx";

const keysOf = (controller: Controller): Key[] => [
  { key: " ", label: "play or pause", run: () => controller.toggle() },
  { key: ".", label: "one time step", run: () => controller.step() },
  { key: "l", label: "ten milliseconds", run: () => controller.step(10) },
  { key: "h", label: "a hundred milliseconds", run: () => controller.step(100) },
  { key: "t", label: "fire the thalamus", run: () => void controller.pulse() },
  { key: "r", label: "restart with the same seed", run: () => void controller.request() },
  { key: "n", label: "restart with another seed", run: () => reseed(controller) },
  { key: "b", label: "build the network", run: () => void controller.request() },
  { key: "-", label: "slower", run: () => controller.changeSpeed(speedSteps, -1) },
  { key: "+", label: "faster", run: () => controller.changeSpeed(speedSteps, 1) },
  { key: "Escape", label: "cancel a build", run: () => controller.cancel() },
];

function Microcircuit() {
  const controller = useNetworkController(settingsSchema, (settings) => new Controller(settings));
  const keys = useMemo(() => keysOf(controller), [controller]);
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
