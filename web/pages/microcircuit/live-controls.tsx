// What can be turned while the network runs, and how it is looked at.
import { Button, Fieldset, Slider, Toggle } from "../../shell/index.ts";
import type { Controller } from "./controller.ts";

const factorText = (factor: number): string => `${Math.round(100 * factor)} %`;

/** Sliders that act at once. */
export function LiveControls({ controller }: { readonly controller: Controller }) {
  const { settings } = controller;
  const changed = settings.background !== 1 || settings.g !== 4;
  return (
    <Fieldset legend="While it runs">
      <Slider
        label="Background input"
        value={settings.background}
        min={0}
        max={2}
        step={0.01}
        format={factorText}
        help="Of the published strength, onto all populations."
        onInput={(background) => controller.set({ background })}
      />
      <Slider
        label={
          <>
            Inhibition <i>g</i>
          </>
        }
        value={settings.g}
        min={0}
        max={10}
        step={0.1}
        help="Weight of inhibitory relative to excitatory synapses; published: 4."
        onInput={(g) => controller.set({ g })}
      />
      {changed && (
        <Button kind="quiet" onClick={() => controller.set({ background: 1, g: 4 })}>
          Back to the published values
        </Button>
      )}
    </Fieldset>
  );
}

const thalamusHelp =
  "902 more neurons, which fire at 700 ms as published, and at the press of the button. " +
  "Their network draws random numbers of its own.";

/** The thalamic pulse. */
export function PulseControls({ controller }: { readonly controller: Controller }) {
  const { settings } = controller;
  return (
    <Fieldset legend="Thalamus">
      <Toggle
        label="Thalamic neurons"
        value={settings.thalamus}
        help={thalamusHelp}
        onChange={(thalamus) => controller.rebuild({ thalamus })}
      />
      <Slider
        label="Rate of a relay neuron"
        value={settings.pulseRate}
        min={0}
        max={400}
        step={10}
        unit="1/s"
        onInput={(pulseRate) => controller.set({ pulseRate })}
      />
      <Slider
        label="Length"
        value={settings.pulseDuration}
        min={1}
        max={50}
        step={1}
        unit="ms"
        onInput={(pulseDuration) => controller.set({ pulseDuration })}
      />
      <Button disabled={!controller.canPulse} shortcut="T" onClick={() => void controller.pulse()}>
        Fire the thalamus
      </Button>
    </Fieldset>
  );
}

/** The view. */
export function ViewControls({ controller }: { readonly controller: Controller }) {
  return (
    <Fieldset legend="View">
      <Slider
        label="Time shown"
        value={controller.settings.window}
        min={100}
        max={1500}
        step={50}
        unit="ms"
        onInput={(window) => controller.set({ window })}
      />
    </Fieldset>
  );
}
