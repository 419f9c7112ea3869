// The pulse: what it is, and the button that sends it.
import { Button, Fieldset, Select, Slider } from "../../../shell/index.ts";
import type { PartProps } from "../part-props.ts";
import { areaName, periods, ranges, type State } from "../state.ts";

/** The controls of the pulse. */
export function PulseControls({ controller }: PartProps) {
  const { chosen, amplitude, duration, every } = controller.settings;
  return (
    <Fieldset legend="Pulse">
      <Button
        kind="primary"
        shortcut="P"
        disabled={!controller.canPulse}
        onClick={() => void controller.pulse()}
      >
        Pulse into {areaName(chosen)}
      </Button>
      <Slider
        label="Current"
        value={amplitude}
        {...ranges.amplitude}
        step={50}
        unit="pA"
        help="Into every excitatory neuron of the area; 375 pA brings one to threshold."
        onInput={(value) => controller.set({ amplitude: value })}
      />
      <Slider
        label="Length"
        value={duration}
        {...ranges.duration}
        step={1}
        unit="ms"
        onInput={(value) => controller.set({ duration: value })}
      />
      <Select
        label="Repeat the last pulse"
        value={String(every)}
        choices={periods.map((period) => ({
          value: String(period),
          label: period === 0 ? "no" : `every ${period} ms`,
        }))}
        onChange={(value) => controller.set({ every: Number(value) as State["every"] })}
      />
    </Fieldset>
  );
}
