// The same network as that of a run, but without its pulse: what activity would have been.
import { join } from "node:path";
import type { SpikeSource } from "../../../analysis/index.ts";
import { readSpikeFile } from "../../../io/index.ts";
import { type Connectome, type MultiAreaOptions, multiArea } from "../../../networks/index.ts";
import { recordingIn } from "../../files/result-folder.ts";
import type { Window } from "../../files/summary.ts";
import { type ExecutionOptions, execute } from "../execute.ts";

/** Name of the file with its spikes. */
export const controlName = "control.cajal";

/** Runs it, and keeps its spikes in a file of the folder; Ctrl-C ends it early. */
export async function runControl(
  connectome: Connectome,
  model: MultiAreaOptions,
  options: ExecutionOptions,
  folder: string,
): Promise<void> {
  process.stderr.write("control, without the pulse\n");
  const writer = recordingIn(folder, options, controlName);
  try {
    const { network } = multiArea(connectome, { ...model, record: "spikes", to: writer });
    const { simulation } = await execute(network, options);
    simulation?.dispose();
  } finally {
    writer.end();
  }
  process.stderr.write("with the pulse\n");
}

/** What was recorded of it in a window. */
export function controlIn(folder: string, window: Window): SpikeSource & Window {
  return { ...readSpikeFile(join(folder, controlName), window).spikes, ...window };
}
