// Tables, archives and spikes as files. What writes spikes is loaded when the first one is made.
import type { SpikeTrains } from "cajal";

/** A table, or an archive for NumPy. */
export type SpikeFormat = "csv" | "npz";

/** The text of a table as a file. */
export const tableFile = (lines: Iterable<string>): Blob => new Blob([...lines], { type: "text/csv" });

/** An archive for NumPy as a file. */
export const archiveFile = (bytes: Uint8Array): Blob =>
  new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" });

/** The spikes as a file. */
export async function spikeFile(trains: SpikeTrains, format: SpikeFormat): Promise<Blob> {
  const { spikesCsv, spikesNpz } = await import("cajal/io");
  return format === "csv" ? tableFile(spikesCsv(trains)) : archiveFile(spikesNpz(trains));
}
