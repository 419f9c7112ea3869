// What draws the points of a raster: WebGL where there is any, a plain canvas elsewhere.
import type { SpikeRing } from "./spike-ring.ts";

/** The view of a raster. */
export interface Scene {
  readonly ring: SpikeRing;
  /** The tick at the right edge. */
  readonly now: number;
  /** Ticks per pixel of the canvas. */
  readonly ticksPerPixel: number;
  /** Size of a point [px of the canvas]. */
  readonly pointSize: number;
  /** Colours of points by their place, and of the ground; red, green, blue between 0 and 1. */
  readonly colours: readonly (readonly [number, number, number])[];
  readonly ground: readonly [number, number, number];
}

/** Something to draw on. */
export interface Surface {
  readonly kind: "webgl" | "canvas";
  draw(scene: Scene): void;
  dispose(): void;
}

/** Equal for two scenes that differ in time and spikes only: what is on the surface can be kept. */
export const sceneKey = (
  { ring, ticksPerPixel, pointSize, colours, ground }: Scene,
  { width, height }: { readonly width: number; readonly height: number },
): string => [ring.age, width, height, ticksPerPixel, pointSize, colours, ground].join();
