// What all neurons of the page receive.
import { Button, Fieldset, NumberField, Select, Slider } from "../../shell/index.ts";
import { limits, type State } from "./state.ts";

/** Properties of {@link InputPanel}. */
export interface InputPanelProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
}

const noises = [
  { value: "none", label: "none" },
  { value: "current", label: "noisy current" },
  { value: "spikes", label: "random spikes" },
] as const;

const range = ([min, max]: readonly [number, number]) => ({ min, max });

const Noise = ({ state, change }: InputPanelProps) => (
  <>
    <Select label="Noise" value={state.noise} choices={noises} onChange={(noise) => change({ noise })} />
    {state.noise === "current" && (
      <Slider
        label="Standard deviation"
        unit="pA"
        value={state.deviation}
        min={0}
        max={1000}
        step={10}
        help="A new normal value every millisecond, the same for all neurons."
        onInput={(deviation) => change({ deviation })}
      />
    )}
    {state.noise === "spikes" && (
      <>
        <NumberField
          label="Excitatory spikes"
          unit="1/s"
          value={state.rateE}
          {...range(limits.rate)}
          onChange={(rateE) => change({ rateE })}
        />
        <NumberField
          label="Inhibitory spikes"
          unit="1/s"
          value={state.rateI}
          {...range(limits.rate)}
          help="Poisson trains, the same for all neurons; each model weighs them in its own unit."
          onChange={(rateI) => change({ rateI })}
        />
      </>
    )}
    {state.noise !== "none" && (
      <Button onClick={() => change({ seed: (state.seed + 1) % 2 ** 32 })}>Other noise</Button>
    )}
  </>
);

/** Step, noise and time. */
export const InputPanel = ({ state, change }: InputPanelProps) => (
  <section class="controls input" aria-label="Input">
    <Fieldset legend="Step current">
      <Slider
        label="Amplitude"
        unit="pA"
        value={state.amplitude}
        min={-500}
        max={2000}
        step={10}
        onInput={(amplitude) => change({ amplitude })}
      />
      <div class="pair">
        <NumberField
          label="From"
          unit="ms"
          value={state.start}
          {...range(limits.time)}
          onChange={(start) => change({ start, stop: Math.max(start, state.stop) })}
        />
        <NumberField
          label="To"
          unit="ms"
          value={state.stop}
          {...range([state.start, limits.time[1]])}
          onChange={(stop) => change({ stop })}
        />
      </div>
    </Fieldset>
    <Fieldset legend="Besides">
      <Noise state={state} change={change} />
      <NumberField
        label="Time shown"
        unit="ms"
        value={state.duration}
        {...range(limits.duration)}
        onChange={(duration) => change({ duration })}
      />
    </Fieldset>
  </section>
);
