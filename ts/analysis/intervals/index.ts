// Intervals between spikes.
export { type CvOptions, cvIsi } from "./cv-isi.ts";
