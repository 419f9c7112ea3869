// Runs a case on a kernel and reduces everything that it gives to a few numbers.
import type { BackendName, Recorder, Simulation } from "cajal";
import type { Case } from "./networks.ts";

/** What one run of a case gave. */
export interface Fingerprint {
  readonly digest: string;
  /** Spikes or samples of each recorder, and a hash of all their bytes. */
  readonly recordings: readonly { readonly length: number; readonly hash: string }[];
}

/** SHA-256 of arrays. */
async function hashOf(arrays: readonly (Uint32Array | Float64Array)[]): Promise<string> {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What recorders hold, reduced. */
export async function recordingsOf(
  simulation: Simulation,
  recorders: readonly Recorder[],
): Promise<Fingerprint["recordings"]> {
  const recordings = [];
  for (const recorder of recorders) {
    const arrays: (Uint32Array | Float64Array)[] = [];
    if (recorder.kind === "spikes") {
      const { ids, times } = simulation.read(recorder);
      arrays.push(Uint32Array.from(ids), Float64Array.from(times));
    } else {
      const { times, values } = simulation.read(recorder);
      arrays.push(Float64Array.from(times), ...Object.values(values).map((one) => Float64Array.from(one)));
    }
    recordings.push({ length: arrays[0]?.length ?? 0, hash: await hashOf(arrays) });
  }
  return recordings;
}

/** Builds and runs a case in two halves. */
export async function fingerprint(
  { network, recorders, time, weights, between }: Case,
  backend: BackendName,
  threads: number,
  connectivity: "auto" | "stored" | "made" = "auto",
): Promise<Fingerprint> {
  const simulation = await network.build({ backend, threads, weights, connectivity });
  await simulation.run(time / 2);
  await between?.(simulation);
  await simulation.run(time / 2);
  const recordings = await recordingsOf(simulation, recorders);
  const digest = simulation.digest();
  simulation.dispose();
  return { digest, recordings };
}
