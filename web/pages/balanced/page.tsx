// The page of the balanced network: controls, figures, numbers.
import { type BrunelPoint, brunelExamples } from "cajal/networks";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { speedChoices } from "../../network/speeds.ts";
import {
  Button,
  Fieldset,
  type Key,
  NumberField,
  Page,
  Select,
  Slider,
  Toolbar,
  usePageState,
} from "../../shell/index.ts";
import { codeOf } from "./code.ts";
import { exportsOf } from "./exports.ts";
import { type Drawing, LiveFigures } from "./figures.tsx";
import { Plane } from "./plane.tsx";
import { Readings } from "./readings.tsx";
import { exampleAt, ranges, rasters, type State, sizes, speeds, stateSchema, windows } from "./state.ts";
import { type Theory, theoryAt } from "./theory.ts";
import { type NetworkActions, type NetworkView, useNetwork } from "./use-network.ts";

const thousands = (value: number): string => value.toLocaleString("en");

/** The theory of the present place, computed when the point rests for a moment. */
function useTheory({ g, eta }: BrunelPoint): Theory | undefined {
  const [theory, setTheory] = useState<Theory>();
  useEffect(() => {
    const timer = setTimeout(() => setTheory(theoryAt({ g, eta })), 60);
    return () => clearTimeout(timer);
  }, [g, eta]);
  return theory;
}

interface PartProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
}

const Presets = ({ state, change }: PartProps) => (
  <fieldset class="group presets" aria-label="The four regimes of the paper">
    {brunelExamples.map(({ regime, name, g, eta }, k) => (
      <Button
        key={regime}
        shortcut={String(k + 1)}
        label={`${regime} ${g}, ${eta}: ${name}`}
        hint={`${name}: g = ${g}, external rate ${eta}`}
        pressed={exampleAt(state)?.regime === regime}
        onClick={() => change({ g, eta })}
      >
        <strong>{regime}</strong>
        <small>
          {g}, {eta}
        </small>
      </Button>
    ))}
  </fieldset>
);

const NetworkControls = ({ state, change }: PartProps) => (
  <Fieldset legend="Network and view" fold="open">
    <Select
      label="Size"
      value={String(state.size)}
      choices={sizes.map((size) => ({ value: String(size), label: `${thousands(size)} neurons` }))}
      help="Every size keeps 1,000 + 250 synapses onto each neuron. Small networks share most of their input."
      onChange={(size) => change({ size: Number(size) as State["size"] })}
    />
    <NumberField
      label="Seed"
      value={state.seed}
      min={0}
      max={Number.MAX_SAFE_INTEGER}
      step={1}
      help="Another seed draws other connections and other external spikes."
      onChange={(seed) => change({ seed: Math.round(seed) })}
    />
    <Select
      label="Neurons in the raster"
      value={String(state.shown)}
      choices={rasters.map((count) => ({ value: String(count), label: count ? thousands(count) : "all" }))}
      onChange={(shown) => change({ shown: Number(shown) as State["shown"] })}
    />
    <Select
      label="Time shown"
      value={String(state.window)}
      choices={windows.map((window) => ({ value: String(window), label: `${window} ms` }))}
      onChange={(window) => change({ window: Number(window) as State["window"] })}
    />
  </Fieldset>
);

const Place = ({ state, change }: PartProps) => (
  <section class="controls place" aria-label="Place on the plane">
    <Plane g={state.g} eta={state.eta} onMove={change} />
    <Presets state={state} change={change} />
  </section>
);

const Controls = ({ state, change }: PartProps) => (
  <section class="controls more" aria-label="Settings">
    <Slider
      label="Relative inhibition g"
      value={state.g}
      {...ranges.g}
      step={0.05}
      onInput={(g) => change({ g })}
    />
    <Slider
      label={
        <>
          External rate ν<sub>ext</sub> / ν<sub>thr</sub>
        </>
      }
      value={state.eta}
      {...ranges.eta}
      step={0.05}
      onInput={(eta) => change({ eta })}
    />
    <NetworkControls state={state} change={change} />
  </section>
);

/** What the simulation is doing, and its numbers: two parts, because these change too often to be read aloud. */
function statusText({
  status,
  fraction,
  time,
  speed,
}: NetworkView): readonly [what: string, numbers: string] {
  if (status === "building") return ["Connecting the network …", ` ${Math.round(100 * fraction)} %`];
  if (status === "failed") return ["Stopped", ""];
  const seconds = ` · ${(time / 1000).toFixed(2)} s`;
  return status === "playing"
    ? ["Running", `${seconds} · ${Math.round(speed)} ms per second`]
    : ["Paused", seconds];
}

interface ToolbarProps extends PartProps {
  readonly view: NetworkView;
  readonly actions: NetworkActions;
}

const NetworkToolbar = ({ state, change, view, actions }: ToolbarProps) => {
  const [what, numbers] = statusText(view);
  return (
    <Toolbar
      playing={view.status === "playing"}
      idle={view.status === "building"}
      play="Play"
      step="One millisecond"
      actions={actions}
      speed={state.speed}
      speeds={speedChoices(speeds)}
      onSpeed={(speed) => change({ speed })}
    >
      <p class="spacer status" title={view.ready?.report.backend.reasons.join(" ")}>
        <span role="status">{what}</span>
        {numbers}
        {view.ready && <small>{threadsText(view)}</small>}
      </p>
    </Toolbar>
  );
};

const threadsText = ({ ready }: NetworkView): string => {
  const threads = ready?.report.threads ?? 1;
  return ` · ${threads === 1 ? "one thread" : `${threads} threads`}`;
};

/** Keys of the page. */
function useKeys(actions: NetworkActions, change: PartProps["change"]): readonly Key[] {
  return useMemo(
    () => [
      { key: " ", label: "play or pause", run: actions.toggle },
      { key: ".", label: "one millisecond further", run: actions.step },
      { key: "r", label: "begin anew", run: actions.restart },
      ...brunelExamples.map(({ name, g, eta }, k) => ({
        key: String(k + 1),
        label: `go to ${name}`,
        run: () => change({ g, eta }),
      })),
    ],
    [actions, change],
  );
}

const summary =
  "Excitatory and inhibitory neurons, connected sparsely and at random (Brunel 2000). " +
  "Drag the point: the running network follows.";

/** The page. */
export function BalancedPage() {
  const [state, change] = usePageState(stateSchema);
  const drawing = useRef<Drawing>(undefined);
  const [view, actions] = useNetwork(state, (frame) => drawing.current?.draw(frame));
  const theory = useTheory(state);
  const keys = useKeys(actions, change);
  const { journey, time } = view;
  const exports = useMemo(
    () => exportsOf(state, actions, time > 0 ? journey : undefined),
    [state, actions, journey, time > 0],
  );
  return (
    <Page
      name="balanced"
      title="Balanced network"
      summary={summary}
      code={() => codeOf(state, view.journey, view.status === "paused" ? view.time : undefined)}
      exports={exports}
      keys={keys}
    >
      <div class="workbench">
        <Place state={state} change={change} />
        <Controls state={state} change={change} />
        <div class="stage">
          <NetworkToolbar state={state} change={change} view={view} actions={actions} />
          <LiveFigures state={state} theory={theory} drawing={drawing} />
          <Readings measures={view.measures} theory={theory} />
        </div>
      </div>
    </Page>
  );
}
