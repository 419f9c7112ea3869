// Simulates the balanced network for its page.
import { brunel, brunelRate, brunelWeight, type RecordedBrunel } from "cajal/networks";
import { type Scene, type Stage, serve } from "../../simulation/host.ts";
import type { Frame, Measures, Question, Spikes } from "./frame.ts";
import { bin, History } from "./history.ts";
import { measure, type Sizes, sampled } from "./measures.ts";
import type { Move } from "./moves.ts";
import { fullSize, type Settings } from "./state.ts";

interface Described extends Scene, RecordedBrunel {
  readonly sizes: Sizes;
  readonly history: History;
  /** Not yet sent to the page. */
  readonly moves: Move[];
  /** Whether a neuron is in the raster. */
  shown: (id: number) => boolean;
  /** Since when the network has been left alone [ms]. */
  since: number;
  /** When it was last measured [wall ms]. */
  measured: number;
}

// Between two measurements [wall ms]: they take some time themselves.
const measurePeriod = 400;

// After a change the network needs so long to forget [ms].
const settling = 100;

function describe({ g, eta, size, seed, shown }: Settings): Described {
  const model = brunel({ g, eta, seed, scale: size / fullSize });
  const sizes = { E: model.populations.E.length, I: model.populations.I.length };
  const history = new History(model.spikes.view.ids, sizes.E);
  const start = { since: settling, measured: 0 };
  return { ...model, sizes, history, moves: [], shown: sampled(shown || size, sizes), ...start };
}

async function change(
  stage: Stage<Described>,
  settings: Settings,
  before: Settings | undefined,
): Promise<void> {
  if (!before) return;
  const { simulation, inhibition, drive, sizes } = stage;
  if (settings.g !== before.g) await simulation.setWeights(inhibition, brunelWeight(settings.g));
  if (settings.eta !== before.eta) simulation.set(drive, { rate: brunelRate(settings.eta) });
  stage.shown = sampled(settings.shown || settings.size, sizes);
  if (settings.g === before.g && settings.eta === before.eta) return;
  stage.since = simulation.time + settling;
  stage.moves.push({ time: simulation.time, g: settings.g, eta: settings.eta });
}

function frame(stage: Stage<Described>): Frame {
  const { simulation, spikes, history, sizes, shown } = stage;
  const piece = simulation.read(spikes, { clear: true });
  const { firstBin, countsE, countsI } = history.add(piece);
  const visible = piece.ids.map((id, k) => (shown(id) ? k + 1 : 0)).filter((place) => place > 0);
  const rates = (counts: Float64Array, neurons: number): Float64Array =>
    counts.map((count) => (1000 * count) / (neurons * bin));
  return {
    ids: visible.map((place) => piece.ids[place - 1] as number),
    times: Float64Array.from(visible, (place) => piece.times[place - 1] as number),
    firstBin,
    ratesE: rates(countsE, sizes.E),
    ratesI: rates(countsI, sizes.I),
    moves: stage.moves.splice(0),
    measures: measureNowAndThen(stage),
  };
}

function measureNowAndThen(stage: Stage<Described>): Measures | undefined {
  const now = performance.now();
  if (now - stage.measured < measurePeriod) return undefined;
  stage.measured = now;
  return measure(stage.history, stage.sizes, stage.since);
}

serve<Settings, Described, Frame, Question, Spikes>({
  describe,
  change,
  frame,
  answer: (stage) => {
    if (!stage) throw new Error("there are no spikes yet: press Play first");
    return stage.history.spikes();
  },
});
