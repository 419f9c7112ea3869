// Made spike trains: known processes, and recordings whose timing was destroyed on purpose.
export { type DitherOptions, ditherTrains } from "./dither-trains.ts";
export { gammaTrains, poissonTrains, type RenewalOptions } from "./renewal-trains.ts";
export { type SynchronousOptions, synchronousTrains } from "./synchronous-trains.ts";
