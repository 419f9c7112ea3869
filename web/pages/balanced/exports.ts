// Files of the page: spikes and figures of the recent past.
import { spikeTrains } from "cajal";
import { spikeFile } from "../../network/files.ts";
import { type Export, figureFiles } from "../../shell/index.ts";
import type { Span } from "../../simulation/spans.ts";
import { type Journey, type PlanePoint, staysOf } from "./moves.ts";
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

// Bins of 1 ms in a segment of the spectrum, and spectra that one can tell apart in a figure.
const segment = 256;
const mostSpectra = 5;

/** A stay in words. */
const stayText = ({ setting: { g, eta }, begin, end }: Span<PlanePoint>): string =>
  `g = ${g}, ν_ext / ν_thr = ${eta}: ${(begin / 1000).toFixed(2)} to ${(end / 1000).toFixed(2)} s`;

/** The spectrum of the population rate, a line for each place on the plane. */
async function spectrum(journey: Journey, { spikes }: NetworkActions): Promise<string> {
  const [{ linePlot }, { populationRate, powerSpectrum }, trains] = await Promise.all([
    import("cajal/plot"),
    import("cajal/analysis"),
    spikes(),
  ]);
  const stays = staysOf(journey, trains.tStart, trains.tStop).filter(
    ({ begin, end }) => end - begin >= segment,
  );
  if (stays.length === 0) throw new Error(`let the network run for ${segment} ms where it is now`);
  const lines = stays.slice(-mostSpectra).map((stay) => {
    const rate = populationRate(trains, { bin: 1, tStart: stay.begin, tStop: stay.end });
    const { frequencies, power } = powerSpectrum(rate, { interval: 1, segment });
    return { label: stayText(stay), x: frequencies, y: power };
  });
  return linePlot(lines, { x: "frequency (1/s)", y: "power of the population rate (1/s)" });
}

/** What the export menu offers. */
export function exportsOf(
  state: State,
  actions: NetworkActions,
  journey: Journey | undefined,
): readonly Export[] {
  const unavailable = journey ? undefined : "press Play first";
  const table = async () => spikeFile(spikeTrains(await actions.spikes()), "csv");
  const archive = async () => spikeFile(spikeTrains(await actions.spikes()), "npz");
  const figure = (label: string, name: string, make: () => Promise<string>): Export[] =>
    figureFiles({ label, name, unavailable }, make);
  return [
    { label: "Spikes of the last 2 s (CSV)", name: "balanced-spikes.csv", unavailable, make: table },
    { label: "Spikes of the last 2 s (npz)", name: "balanced-spikes.npz", unavailable, make: archive },
    ...figure("Raster", "balanced-raster", () => raster(state, actions)),
    ...figure("Spectrum", "balanced-spectrum", () => spectrum(journey as Journey, actions)),
  ];
}
