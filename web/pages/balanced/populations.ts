// Which neurons the raster shows.
import type { Population } from "../../draw/bands.ts";
import type { State } from "./state.ts";

/** Neurons of both kinds from their first number on, four of five excitatory. */
export function populationsOf({ size, shown }: Pick<State, "size" | "shown">): readonly Population[] {
  const count = shown || size;
  return [
    { label: "E", first: 0, size: Math.round(0.8 * count), kind: "excitatory" },
    { label: "I", first: Math.round(0.8 * size), size: Math.round(0.2 * count), kind: "inhibitory" },
  ];
}
