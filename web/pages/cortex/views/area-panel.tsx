// The chosen area: the rates of its layers, as numbers beside theory and as courses.
import { useCallback } from "preact/hooks";
import { type LayerCourse, LayerPlots } from "../../../network/layer-plot.tsx";
import { readableCount } from "../../../simulation/device.ts";
import { useController, useNumbers } from "../../../simulation/follow.ts";
import type { Activity } from "../activity/activity.ts";
import type { Controller } from "../controller.ts";
import type { CortexPopulation } from "../network/messages.ts";
import type { PartProps } from "../part-props.ts";
import { areaName } from "../state.ts";

const layers = [
  { name: "L2/3", excitatory: "23E", inhibitory: "23I" },
  { name: "L4", excitatory: "4E", inhibitory: "4I" },
  { name: "L5", excitatory: "5E", inhibitory: "5I" },
  { name: "L6", excitatory: "6E", inhibitory: "6I" },
] as const;
const names = layers.map(({ name }) => name);

/** The populations of an area with their places among all. */
const populationsIn = (activity: Activity, area: number) =>
  activity.populations
    .map((population, place) => ({ population, place }))
    .filter(({ population }) => population.area === area);

interface RowProps {
  readonly population: CortexPopulation;
  /** [1/s] */
  readonly rate: number;
}

const Row = ({ population: { name, size, theory }, rate }: RowProps) => (
  <tr data-population={name} data-rate={rate}>
    <th scope="row" class={name.endsWith("E") ? "E" : "I"}>
      {name.replace(/^23/, "2/3")}
    </th>
    <td>{readableCount(size)}</td>
    <td>{rate.toFixed(1)}</td>
    <td class="quiet">{theory.toFixed(1)}</td>
  </tr>
);

/** Rates of the populations of an area, and of all its neurons. */
function Numbers({ controller, activity }: { readonly controller: Controller; readonly activity: Activity }) {
  useNumbers(controller);
  const means = activity.means();
  const own = populationsIn(activity, controller.settings.chosen);
  const neurons = own.reduce((sum, { population }) => sum + population.size, 0);
  const meanOf = (value: (one: (typeof own)[number]) => number): number =>
    own.reduce((sum, one) => sum + one.population.size * value(one), 0) / neurons;
  const whole = meanOf(({ place }) => means[place] as number);
  return (
    <table class="layer-rates">
      <thead>
        <tr>
          <th scope="col">population</th>
          <th scope="col">neurons</th>
          <th scope="col">spikes/s</th>
          <th scope="col">theory</th>
        </tr>
      </thead>
      <tbody>
        {own.map(({ population, place }) => (
          <Row key={population.name} population={population} rate={means[place] as number} />
        ))}
        <tr data-population="all" data-rate={whole}>
          <th scope="row">all</th>
          <td>{readableCount(neurons)}</td>
          <td>{whole.toFixed(1)}</td>
          <td class="quiet">{meanOf(({ population }) => population.theory).toFixed(1)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The courses of the layers of an area. */
function Layers({ controller, area }: { readonly controller: Controller; readonly area: number }) {
  const courseOf = useCallback(
    (layer: number, window: number): LayerCourse | undefined => {
      const { activity } = controller;
      if (!activity) return undefined;
      const { times, rates } = activity.layers(window);
      const own = populationsIn(activity, area);
      const { excitatory, inhibitory } = layers[layer] as (typeof layers)[number];
      const course = (name: string): ArrayLike<number | null> =>
        rates[own.find(({ population }) => population.name === name)?.place ?? -1] ??
        Array.from(times, () => null);
      return { times, excitatory: course(excitatory), inhibitory: course(inhibitory) };
    },
    [controller, area],
  );
  return (
    <LayerPlots
      controller={controller}
      names={names}
      window={controller.settings.window}
      courseOf={courseOf}
    />
  );
}

/** The panel. */
export function AreaPanel({ controller }: PartProps) {
  useController(controller);
  const { settings, activity, atlas } = controller;
  const name = areaName(settings.chosen);
  const area = atlas?.areas[settings.chosen];
  const simulated = activity?.areas.some(({ index }) => index === settings.chosen);
  return (
    <section class="panel area-panel" aria-label={`Layers of ${name}`}>
      <h2>Layers of {name}</h2>
      <p class="note">
        {area &&
          `Place ${settings.chosen + 1} of ${atlas.areas.length} in the hierarchy, architectural type ` +
            `${area.architecture}${area.architecture === 2 ? " (no layer 4)" : ""}, ` +
            `${readableCount(area.neurons)} neurons at full size. `}
        {activity && !simulated
          ? "Not simulated: the others receive random spikes in its place."
          : "Rates of the last second, in theory at full size, and in bins of 10 ms."}
      </p>
      {activity && simulated && (
        <div class="area-figures">
          <Numbers controller={controller} activity={activity} />
          <Layers controller={controller} area={settings.chosen} />
        </div>
      )}
    </section>
  );
}
