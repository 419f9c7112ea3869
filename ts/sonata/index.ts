// Networks in SONATA's files: read and run, and written (Node only).

export type { SonataCircuit, SonataGroup, SonataOutput, SonataPopulation } from "./circuit.ts";
export { fromSonata, type SonataReadOptions } from "./from-sonata.ts";
export type { Report as SonataReport } from "./output/reports.ts";
export { type SonataResultOptions, writeSonataResults } from "./output/results.ts";
export { type SonataExport, type SonataWriteOptions, toSonata } from "./write/to-sonata.ts";
