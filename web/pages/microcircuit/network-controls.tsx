// What describes the network: it holds from the next build on.

import { SizeQuestion } from "../../network/notices.tsx";
import { Button, Fieldset, NumberField, Select, Slider } from "../../shell/index.ts";
import { readableBytes, readableCount } from "../../simulation/device.ts";
import type { Controller } from "./controller.ts";
import { neuronsOf } from "./populations.ts";
import { leastScale, type Settings } from "./settings.ts";

const drives = [
  { value: "poisson", label: "Poisson spike trains" },
  { value: "dc", label: "constant current" },
] as const;

const weights = [
  { value: "exact", label: "32 bits, exact" },
  { value: "compact", label: "16 bits, a third less memory" },
] as const;

function EstimateLine({ controller: { estimate, settings } }: { readonly controller: Controller }) {
  const neurons = readableCount(neuronsOf(settings));
  if (!estimate) return <p class="estimate">{neurons} neurons</p>;
  return (
    <p class="estimate" data-bytes={estimate.bytes.total}>
      {neurons} neurons, {readableCount(estimate.synapses.expected)} synapses, about{" "}
      {readableBytes(estimate.bytes.total)}
    </p>
  );
}

function Question({ controller }: { readonly controller: Controller }) {
  const half = (): void => controller.set({ scale: Math.max(leastScale, controller.settings.scale / 2) });
  return (
    <div class="size-question" role="alert">
      <SizeQuestion controller={controller}>
        <Button onClick={half}>Half the scale</Button>
      </SizeQuestion>
    </div>
  );
}

/** Integers below 2^32, as seeds are. */
export const anotherSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

/** The controls of the description, and the button that builds it. */
export function NetworkControls({ controller }: { readonly controller: Controller }) {
  const { settings, status } = controller;
  const set = (part: Partial<Settings>) => controller.set(part);
  const label = controller.built ? (controller.outdated ? "Build this network" : "Build again") : "Build";
  return (
    <Fieldset legend="Network">
      <Slider
        label="Scale"
        value={settings.scale}
        min={leastScale}
        max={1}
        scale="logarithmic"
        format={(scale) => (scale === 1 ? "1 (full density)" : String(Number(scale.toPrecision(2))))}
        onInput={(scale) => set({ scale: Number(scale.toPrecision(2)) })}
      />
      <EstimateLine controller={controller} />
      <Select
        label="Background"
        value={settings.drive}
        choices={drives}
        onChange={(drive) => set({ drive })}
      />
      <div class="seed-row">
        <NumberField
          label="Seed"
          value={settings.seed}
          min={0}
          max={4_294_967_295}
          step={1}
          onChange={(seed) => set({ seed: Math.round(seed) })}
        />
        <Button hint="Another seed, and build" shortcut="N" onClick={() => reseed(controller)}>
          Another
        </Button>
      </div>
      <Select
        label="Weights stored in"
        value={settings.weights}
        choices={weights}
        onChange={(value) => set({ weights: value })}
      />
      {controller.asking ? (
        <Question controller={controller} />
      ) : (
        <Button
          kind={controller.outdated || !controller.built ? "primary" : "plain"}
          disabled={status === "building"}
          shortcut="B"
          onClick={() => void controller.request()}
        >
          {label}
        </Button>
      )}
    </Fieldset>
  );
}

/** The same network from other random numbers. */
export function reseed(controller: Controller): void {
  controller.rebuild({ seed: anotherSeed() });
}
