// The page of the areas: controls, map, figures, words.
import { useMemo } from "preact/hooks";
import { RunDetails } from "../../network/run-details.tsx";
import { useNetworkController } from "../../network/use-network-controller.ts";
import { type Key, Page } from "../../shell/index.ts";
import { codeOf } from "./code.ts";
import { Controller, stepLength } from "./controller.ts";
import { AreaChoice } from "./controls/area-choice.tsx";
import { NetworkControls } from "./controls/network-controls.tsx";
import { PulseControls } from "./controls/pulse-controls.tsx";
import { Transport } from "./controls/transport.tsx";
import { exportsOf } from "./exports.ts";
import { areaCount, speeds, stateSchema } from "./state.ts";
import { AnswersPanel } from "./views/answers.tsx";
import { AreaPanel } from "./views/area-panel.tsx";
import { MapView } from "./views/map.tsx";
import { SpaceTime } from "./views/space-time.tsx";
import { Words } from "./views/words.tsx";

function choose(controller: Controller, by: 1 | -1): void {
  controller.set({ chosen: (controller.settings.chosen + by + areaCount) % areaCount });
}

const keysOf = (controller: Controller): Key[] => [
  { key: " ", label: "play or pause", run: () => controller.toggle() },
  { key: ".", label: "one millisecond further", run: () => controller.step(stepLength) },
  { key: "p", label: "pulse into the chosen area", run: () => void controller.pulse() },
  { key: "j", label: "choose the area below in the hierarchy", run: () => choose(controller, -1) },
  { key: "k", label: "choose the area above in the hierarchy", run: () => choose(controller, 1) },
  { key: "r", label: "begin anew", run: () => void controller.request() },
  { key: "b", label: "build the network", run: () => void controller.request() },
  { key: "-", label: "slower", run: () => controller.changeSpeed(speeds, -1) },
  { key: "+", label: "faster", run: () => controller.changeSpeed(speeds, 1) },
  { key: "Escape", label: "cancel a build", run: () => controller.cancel() },
];

const summary =
  "Areas of a synthetic cortex like that of the macaque, each a microcircuit, on a flat map (after Schmidt et al. " +
  "2018). Send a pulse into one and see it travel.";

/** The page. */
export function CortexPage() {
  const controller = useNetworkController(stateSchema, (state) => new Controller(state));
  const keys = useMemo(() => keysOf(controller), [controller]);
  const { settings, activity, time, outdated } = controller;
  return (
    <Page
      name="cortex"
      title="Areas of cortex"
      summary={summary}
      code={() => codeOf(settings, outdated ? [] : (activity?.pulses ?? []), outdated ? 0 : time)}
      exports={exportsOf(controller)}
      keys={keys}
    >
      <div class="workbench">
        <aside class="controls">
          <PulseControls controller={controller} />
          <NetworkControls controller={controller} />
          <AreaChoice controller={controller} />
        </aside>
        <div class="stage">
          <Transport controller={controller} />
          <MapView controller={controller} />
          <SpaceTime controller={controller} />
          <AreaPanel controller={controller} />
          <AnswersPanel controller={controller} />
          <Words />
          <RunDetails controller={controller} />
        </div>
      </div>
    </Page>
  );
}
