// The live figures: raster, population rate and spectrum, drawn without rendering the page again.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { LinePlot } from "../../draw/line-plot.ts";
import { Raster } from "../../draw/raster.ts";
import type { FrameOf } from "../../simulation/protocol.ts";
import type { Frame } from "./frame.ts";
import { populationsOf } from "./populations.ts";
import { Rates } from "./rates.ts";
import { fullSize, type State } from "./state.ts";
import type { Theory } from "./theory.ts";

/** Draws frames once the figures are on the page. */
export interface Drawing {
  draw(frame: FrameOf<Frame>): void;
}

interface Figures {
  readonly raster: Raster;
  readonly rate: LinePlot;
  readonly spectrum: LinePlot;
}

// The longest window [ms].
const memory = 2000;

const rateOptions = (window: number, rate: number | undefined) => ({
  lines: [
    { label: "E", colour: "excitatory" },
    { label: "I", colour: "inhibitory", width: 1 },
  ],
  x: "time before now (ms)",
  y: "rate (1/s)",
  xRange: [-window, 0] as const,
  yLeast: [0, 20] as const,
  ...(rate === undefined ? {} : { references: [{ value: rate, colour: "neutral" }] }),
});

const spectrumOptions = {
  lines: [{ label: "power", colour: "excitatory" }],
  x: "frequency (1/s)",
  y: "power (1/s)",
  xRange: [0, 390] as const,
  yLeast: [0, 0.5] as const,
};

const thousands = (count: number): string => count.toLocaleString("en");

/** How many neurons are shown. */
function caption({ shown, size }: State): string {
  const all = size === fullSize ? "" : ` (the paper has ${thousands(fullSize)})`;
  return `${shown === 0 ? "All" : thousands(shown)} of ${thousands(size)} neurons${all}`;
}

/** Properties of {@link LiveFigures}. */
export interface FiguresProps {
  readonly state: State;
  readonly theory: Theory | undefined;
  /** Receives the function that draws. */
  readonly drawing: { current: Drawing | undefined };
}

/** The three figures. */
export function LiveFigures({ state, theory, drawing }: FiguresProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratePlace = useRef<HTMLDivElement>(null);
  const spectrumPlace = useRef<HTMLDivElement>(null);
  const figures = useRef<Figures>(undefined);
  const rates = useMemo(() => new Rates(memory), []);
  const window = useRef(state.window);
  window.current = state.window;

  useEffect(() => {
    const made: Figures = {
      raster: new Raster(canvas.current as HTMLCanvasElement, { window: window.current }),
      rate: new LinePlot(ratePlace.current as HTMLElement, rateOptions(window.current, undefined)),
      spectrum: new LinePlot(spectrumPlace.current as HTMLElement, spectrumOptions),
    };
    figures.current = made;
    drawing.current = { draw: (frame) => draw(made, rates, window.current, frame) };
    return () => {
      drawing.current = undefined;
      for (const figure of Object.values(made)) figure.dispose();
    };
  }, [drawing, rates]);

  useEffect(() => {
    figures.current?.raster.setPopulations(populationsOf(state));
  }, [state.size, state.shown]);
  useEffect(() => rates.clear(), [rates, state.size, state.seed]);
  useEffect(() => figures.current?.raster.setWindow(state.window), [state.window]);
  const level = theory?.state.rate;
  useEffect(() => figures.current?.rate.setOptions(rateOptions(state.window, level)), [state.window, level]);
  return (
    <>
      <figure class="panel figure">
        <h2>Spikes</h2>
        <div class="raster">
          <span class="E">E</span>
          <span class="I">I</span>
          <canvas ref={canvas} role="img" aria-label="Raster of spikes, one row per neuron" />
        </div>
        <h2>Population rate</h2>
        <div ref={ratePlace} class="plot" role="img" aria-label="Population rate over time" />
        <figcaption>
          {caption(state)}, four of five <span class="E">excitatory</span>; rates of all{" "}
          <span class="E">excitatory</span> and all <span class="I">inhibitory</span> neurons in bins of 1 ms.
          Dashed: rate of the asynchronous state in theory.
        </figcaption>
      </figure>
      <figure class="panel figure spectrum">
        <h2>Spectrum of the population rate</h2>
        <div ref={spectrumPlace} class="plot" role="img" aria-label="Power spectrum of the population rate" />
        <figcaption>Welch's method on the last 2 s, in steps of 4 Hz.</figcaption>
      </figure>
    </>
  );
}

function draw(
  { raster, rate, spectrum }: Figures,
  rates: Rates,
  window: number,
  frame: FrameOf<Frame>,
): void {
  const { ids, times, firstBin, ratesE, ratesI, measures } = frame.data;
  raster.add(ids, times, frame.time);
  rates.add(firstBin, ratesE, ratesI);
  const last = rates.last(window, frame.time);
  rate.setData(last.times, [last.E, last.I]);
  if (measures?.frequencies && measures.power) spectrum.setData(measures.frequencies, [measures.power]);
}
