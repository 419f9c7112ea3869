// What is set before a lesson.
import { barsDurations } from "cajal/learning";
import { Fieldset, NumberField, Select, Slider, Toggle } from "../../../shell/index.ts";
import { forms, ranges, type State, usualDuration } from "../state.ts";

/** Properties of {@link Controls}. */
export interface ControlsProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
}

const formNames = { rate: "rates", spikes: "spikes" } as const;

/** The settings; each change begins the lesson anew. */
export const Controls = ({ state, change }: ControlsProps) => (
  <section class="controls" aria-label="Settings">
    <div class="pair">
      <Select
        label="Neurons send"
        value={state.form}
        choices={forms.map((form) => ({ value: form, label: formNames[form] }))}
        onChange={(form) => change({ form, duration: usualDuration[form] })}
      />
      <Select
        label="Pattern for"
        value={String(state.duration)}
        choices={barsDurations.map((duration) => ({ value: String(duration), label: `${duration} ms` }))}
        onChange={(duration) => change({ duration: Number(duration) as State["duration"] })}
      />
    </div>
    <Toggle
      label="Latent equilibrium"
      value={state.latentEquilibrium}
      help="Cells send the future of their potential, u + τ du/dt."
      onChange={(latentEquilibrium) => change({ latentEquilibrium })}
    />
    <Toggle
      label="Self-predicting start"
      value={state.selfPredicting}
      help="Interneurons cancel the feedback from the first moment."
      onChange={(selfPredicting) => change({ selfPredicting })}
    />
    <Fieldset legend="Size, rates, chance" fold="open">
      <Slider
        label="Learning rates"
        value={state.factor}
        {...ranges.factor}
        scale="logarithmic"
        format={(factor) => `${Number(factor.toPrecision(2))} × published`}
        onInput={(factor) => change({ factor })}
      />
      <Slider
        label="Hidden cells"
        value={state.hidden}
        {...ranges.hidden}
        step={1}
        onInput={(hidden) => change({ hidden })}
      />
      <NumberField
        label="Seed"
        value={state.seed}
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        step={1}
        onChange={(seed) => change({ seed: Math.round(seed) })}
      />
    </Fieldset>
  </section>
);
