// Stimuli of cajal that SONATA has no module for, as `toSonata` writes them: the device of a network file, by node set.

import { stimulus } from "../../network/devices/devices.ts";
import type { NetworkJson } from "../../network/json/schema.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { together, type View } from "../../network/neurons/view.ts";
import { decodeParameter, decodeValue } from "../../network/values/codec.ts";
import { type Section, sectionIn } from "../config/section.ts";
import { within } from "../files/complaint.ts";
import type { Chosen } from "../nodes/node-sets.ts";

/** The type of inputs that are devices of cajal. */
export const deviceType = "cajal_stimulus";

export const isDevice = (type: string | undefined): boolean => type === deviceType;

type StimulusJson = NonNullable<NetworkJson["stimuli"]>[number];

/** The neurons that were chosen, in the order of populations and nodes. */
function viewOf(chosen: readonly Chosen[]): View {
  const views = chosen.flatMap(({ nodes, rows }) =>
    nodes.parts.flatMap(({ population }, part) => {
      const places = rows
        .filter((row) => nodes.partOf[row] === part)
        .map((row) => nodes.placeIn[row] as number);
      if (places.length === 0) return [];
      return [places.length === population.length ? (population as View) : population.at(places)];
    }),
  );
  return together(views, "fromSonata", "node_set");
}

/**
 * Adds a stimulus.
 *
 * @throws CajalError of `stimulate`, with the section of the configuration
 */
export function addDevice(network: NetworkDescription, input: Section, chosen: readonly Chosen[]): void {
  const { kind, parameters, weight, delay, receptor } = sectionIn(input, "stimulus")
    .values as unknown as StimulusJson;
  within(input.place, () => {
    const given = Object.entries(parameters ?? {}).map(
      ([name, value]) => [name, decodeParameter(value, `parameters.${name}`)] as const,
    );
    const value = (one: typeof weight) => (one === undefined ? undefined : decodeValue(one, "options"));
    network.stimulate(viewOf(chosen), stimulus(kind, Object.fromEntries(given), "stimulate"), {
      weight: value(weight) as number | undefined,
      delay: value(delay) as number | undefined,
      receptor: receptor as never,
    });
  });
}
