// Files of the page: spikes and figures of the recent past.
import { spikeTrains } from "cajal";
import type { Export } from "../../shell/index.ts";
import { svgFile, svgToPng } from "../../shell/index.ts";
import { populationsOf } from "./populations.ts";
import type { State } from "./state.ts";
import type { NetworkActions } from "./use-network.ts";

// Figures show so much of the past at most [ms].
const shownTime = 500;

/** Spikes over time, as the raster shows them. */
async function raster(state: State, { spikes }: NetworkActions): Promise<string> {
  const [{ colours, rasterPlot }, trains] = await Promise.all([import("cajal/plot"), spikes()]);
  const groups = populationsOf(state).map(({ label, first, size, kind }) => ({
    label,
    colour: colours[kind],
    neurons: Uint32Array.from({ length: size }, (_, k) => first + k),
  }));
  const tStart = Math.max(trains.tStart, trains.tStop - shownTime);
  return rasterPlot(spikeTrains(trains), { groups, tStart, width: 760, height: 420 });
}

/** The spectrum of the population rate. */
async function spectrum({ g, eta }: State, { spikes }: NetworkActions): Promise<string> {
  const [{ colours, linePlot }, { populationRate, powerSpectrum }, trains] = await Promise.all([
    import("cajal/plot"),
    import("cajal/analysis"),
    spikes(),
  ]);
  const { frequencies, power } = powerSpectrum(populationRate(trains, { bin: 1 }), {
    interval: 1,
    segment: 256,
  });
  return linePlot(
    [{ label: `g = ${g}, ν_ext / ν_thr = ${eta}`, colour: colours.excitatory, x: frequencies, y: power }],
    {
      x: "frequency (1/s)",
      y: "power of the population rate (1/s)",
    },
  );
}

/** What the export menu offers. */
export function exportsOf(state: State, actions: NetworkActions, begun: boolean): readonly Export[] {
  const unavailable = begun ? undefined : "press Play first";
  const csv = async (): Promise<Blob> => {
    const [{ spikesCsv }, trains] = await Promise.all([import("cajal/io"), actions.spikes()]);
    return new Blob([...spikesCsv(spikeTrains(trains))], { type: "text/csv" });
  };
  const npz = async (): Promise<Blob> => {
    const [{ spikesNpz }, trains] = await Promise.all([import("cajal/io"), actions.spikes()]);
    const bytes = spikesNpz(spikeTrains(trains)) as Uint8Array<ArrayBuffer>;
    return new Blob([bytes], { type: "application/zip" });
  };
  const figure = (label: string, name: string, make: () => Promise<string>): readonly Export[] => [
    { label: `${label} (SVG)`, name: `${name}.svg`, unavailable, make: async () => svgFile(await make()) },
    { label: `${label} (PNG)`, name: `${name}.png`, unavailable, make: async () => svgToPng(await make()) },
  ];
  return [
    { label: "Spikes of the last 2 s (CSV)", name: "balanced-spikes.csv", unavailable, make: csv },
    { label: "Spikes of the last 2 s (npz)", name: "balanced-spikes.npz", unavailable, make: npz },
    ...figure("Raster", "balanced-raster", () => raster(state, actions)),
    ...figure("Spectrum", "balanced-spectrum", () => spectrum(state, actions)),
  ];
}
