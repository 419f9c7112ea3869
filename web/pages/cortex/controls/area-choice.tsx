// Which areas are simulated; random spikes stand for the others.
import { Button, Fieldset } from "../../../shell/index.ts";
import type { PartProps } from "../part-props.ts";
import { areaCount, areaName } from "../state.ts";
import { nearest, toggled } from "./choice.ts";

const few = 8;

/** The choice. */
export function AreaChoice({ controller }: PartProps) {
  const { atlas, settings } = controller;
  const { areas, chosen } = settings;
  const set = (next: readonly number[]): void => controller.set({ areas: [...next] });
  const simulated = areas.length > 0 ? areas.length : areaCount;
  return (
    <Fieldset legend={`Areas simulated: ${simulated} of ${areaCount}`} fold="closed">
      <div class="toolbar choices">
        <Button pressed={areas.length === 0} onClick={() => set([])}>
          All
        </Button>
        <Button onClick={() => set(Array.from({ length: few }, (_, index) => index))}>Lowest {few}</Button>
        <Button disabled={!atlas} onClick={() => atlas && set(nearest(atlas, chosen, few))}>
          {areaName(chosen)} and {few - 1} near it
        </Button>
      </div>
      <div class="chips">
        {Array.from({ length: areaCount }, (_, index) => (
          <Button
            key={areaName(index)}
            kind="quiet"
            pressed={areas.length === 0 || areas.includes(index)}
            onClick={() => set(toggled(areas, index))}
          >
            {areaName(index)}
          </Button>
        ))}
      </div>
      <p class="field-help">Random spikes at the rates of theory stand for the others.</p>
    </Fieldset>
  );
}
