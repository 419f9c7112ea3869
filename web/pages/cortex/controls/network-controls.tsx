// What describes the network: it holds from the next build on.
import { Button, Fieldset, NumberField, Select, Slider } from "../../../shell/index.ts";
import { readableBytes, readableCount } from "../../../simulation/device.ts";
import type { Controller } from "../controller.ts";
import type { PartProps } from "../part-props.ts";
import { ranges, type State, states } from "../state.ts";

const stateChoices = [
  { value: "ground", label: "ground: low and steady" },
  { value: "metastable", label: "metastable: near resting" },
] as const;

const connectivities = [
  { value: "stored", label: "stored in memory" },
  { value: "made", label: "made when a source fires" },
] as const;

const weightForms = [
  { value: "exact", label: "32 bits, exact" },
  { value: "compact", label: "16 bits, less memory" },
] as const;

/** A factor of two digits. */
const short = (value: number): number => Number(value.toPrecision(2));

function EstimateLine({ controller }: PartProps) {
  const { estimate, neurons, verdict } = controller;
  if (!estimate || !verdict) return <p class="estimate">Finding out what it takes …</p>;
  return (
    <p class="estimate" data-bytes={estimate.bytes.total}>
      {readableCount(neurons)} neurons, {readableCount(estimate.synapses.expected)} synapses,{" "}
      {readableBytes(estimate.bytes.total)}
    </p>
  );
}

const StateControls = ({ controller }: PartProps) => {
  const { state, chi } = controller.settings;
  return (
    <>
      <Select
        label="State"
        value={state}
        choices={stateChoices}
        onChange={(next) => controller.set({ state: next, chi: states[next].chi })}
      />
      <Slider
        label={
          <>
            Weights between areas <i>χ</i>
          </>
        }
        value={chi}
        min={0}
        max={states[state].most}
        step={0.05}
        help={`Published: ${states[state].chi}. At 0 areas do not hear each other.`}
        onInput={(value) => controller.set({ chi: value })}
      />
    </>
  );
};

const SizeControls = ({ controller }: PartProps) => {
  const { scale, indegreeScale, connectivity, weights } = controller.settings;
  return (
    <>
      <Slider
        label="Neurons"
        value={scale}
        {...ranges.scale}
        scale="logarithmic"
        format={(value) => `${short(100 * value)} %`}
        onInput={(value) => controller.set({ scale: short(value) })}
      />
      <Slider
        label="Synapses per neuron"
        value={indegreeScale}
        {...ranges.indegreeScale}
        scale="logarithmic"
        format={(value) => `${short(100 * value)} %`}
        help="With fewer, weights grow and a constant current replaces what is lost."
        onInput={(value) => controller.set({ indegreeScale: short(value) })}
      />
      <Select
        label="Synapses are"
        value={connectivity}
        choices={connectivities}
        help="The same synapses, bit for bit: made ones take hardly any memory and more time."
        onChange={(value) => controller.set({ connectivity: value })}
      />
      <Select
        label="Weights have"
        value={weights}
        choices={weightForms}
        onChange={(value) => controller.set({ weights: value })}
      />
    </>
  );
};

const Seeds = ({ controller }: PartProps) => {
  const field = (label: string, name: "cortex" | "seed", help: string) => (
    <NumberField
      label={label}
      value={controller.settings[name]}
      min={0}
      max={4_294_967_295}
      step={1}
      help={help}
      onChange={(value) => controller.set({ [name]: Math.round(value) } as Partial<State>)}
    />
  );
  return (
    <>
      {field("Cortex", "cortex", "Places of areas and their pathways.")}
      {field("Seed", "seed", "Synapses, potentials and random input.")}
    </>
  );
};

const labelOf = ({ built, outdated }: Controller): string =>
  built ? (outdated ? "Build this network" : "Build again") : "Build";

/** The controls of the description, and the button that builds it. */
export function NetworkControls({ controller }: PartProps) {
  const { built, outdated, status, verdict } = controller;
  return (
    <Fieldset legend="Network">
      <StateControls controller={controller} />
      <SizeControls controller={controller} />
      <EstimateLine controller={controller} />
      <Button
        kind={outdated || !built ? "primary" : "plain"}
        disabled={status === "building" || verdict === "impossible"}
        shortcut="B"
        onClick={() => void controller.request()}
      >
        {labelOf(controller)}
      </Button>
      <Seeds controller={controller} />
    </Fieldset>
  );
}
