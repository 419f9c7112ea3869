// Long measures off the main thread.
export { type BackgroundControl, inBackground, type MeasureName } from "./in-background.ts";
