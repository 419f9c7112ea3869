// Figures of the reports of a SONATA simulation; the samples themselves stand in the reports' files.
import { tracePlot } from "../../plot/index.ts";
import { type Traces, traces } from "../../simulate/recording.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import type { SonataCircuit } from "../../sonata/circuit.ts";
import { type Drawing, type Figure, writeDrawings } from "../report/drawings.ts";

// More samples than a figure has pixels are not seen.
const mostSamples = 4000;
const mostNeurons = 5;

/** Some samples of some neurons, equally far apart, by the numbers of their nodes. */
function thinned({ times, names, values }: Traces, nodeIds: Float64Array): Traces {
  const stride = Math.ceil(times.length / mostSamples);
  const [name = ""] = names;
  const [width, shown] = [nodeIds.length, Math.min(mostNeurons, nodeIds.length)];
  const kept = times.filter((_, sample) => sample % stride === 0);
  const samples = Float64Array.from(
    { length: kept.length * shown },
    (_, k) => values[name]?.[Math.floor(k / shown) * stride * width + (k % shown)] as number,
  );
  return traces({ times: kept, ids: Uint32Array.from(nodeIds.subarray(0, shown)), names, samples });
}

/** Draws the reports of a run. */
export function drawReports(
  folder: string,
  circuit: SonataCircuit,
  simulation: Simulation,
): Promise<Figure[]> {
  const drawings = circuit.reports.flatMap((report, index): Drawing[] => {
    const { recorder, variable, unit, nodeIds, population } = report;
    const recorded = simulation.read(recorder);
    if (recorded.times.length === 0) return [];
    const [drawn, title] = [thinned(recorded, nodeIds), `Recorded ${variable} of ${population}`];
    const units = unit === "" ? {} : { [variable]: unit };
    return [{ name: `traces-${index + 1}`, title, draw: (theme) => tracePlot(drawn, { units, theme }) }];
  });
  return writeDrawings(folder, drawings);
}
