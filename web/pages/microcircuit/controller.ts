// What the page is doing besides what all pages of a network do: its raster, its rates, and the thalamic pulse.
import type { Estimate } from "cajal";
import type { Raster } from "../../draw/raster.ts";
import { RateMeter } from "../../draw/rate-meter.ts";
import { NetworkController } from "../../network/controller.ts";
import { notify } from "../../shell/index.ts";
import type { Action, Answers, Frame, Question } from "./messages.ts";
import { populationsOf } from "./populations.ts";
import { type Settings, sameNetwork } from "./settings.ts";

// Bins of the rates, and what the page remembers of them [ms].
const bin = 5;
const rateMemory = 2500;

const makeWorker = (): Worker =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "microcircuit" });

/** The page's state besides what is drawn. */
export class Controller extends NetworkController<Settings, Frame, Question, Answers> {
  actions: Action[] = [];
  meter = new RateMeter([]);
  raster: Raster | undefined;

  constructor(settings: Settings) {
    super(settings, makeWorker, { renew: true, rest: 0, sameNetwork });
  }

  /** Whether a network with thalamic neurons is there. */
  get canPulse(): boolean {
    return this.built?.thalamus === true && this.live;
  }

  /** Builds the network that settings of its description make now. */
  rebuild(part: Partial<Settings>): void {
    this.set(part);
    void this.request();
  }

  /** Fires the thalamic pulse. */
  async pulse(): Promise<void> {
    const { pulseRate: rate, pulseDuration: duration } = this.settings;
    if (this.canPulse) return this.command({ kind: "pulse", rate, duration });
    const add = () => this.rebuild({ thalamus: true });
    notify({ kind: "info", text: "This network has no thalamus.", action: { label: "Add it", run: add } });
  }

  /** Takes a raster to draw on. */
  attach(raster: Raster): () => void {
    this.raster = raster;
    raster.setWindow(this.settings.window);
    raster.setPopulations(populationsOf((this.built ?? this.settings).scale));
    return () => {
      this.raster = undefined;
    };
  }

  protected override survey(settings: Settings): Promise<Estimate> {
    return this.ask({ kind: "estimate", settings });
  }

  protected override forget(): void {
    const populations = populationsOf(this.settings.scale);
    this.actions = [];
    this.meter = new RateMeter(populations, bin, rateMemory);
    this.meter.reset();
    this.raster?.setPopulations(populations);
  }

  protected override take({ ids, times, actions }: Frame, time: number): boolean {
    for (const action of actions) {
      this.actions.push(action);
      if (action.kind === "pulse") this.raster?.mark(action.time);
    }
    this.meter.add(ids, times, time);
    this.raster?.add(ids, times, time);
    return actions.length > 0;
  }

  protected override changed({ window, background, g }: Partial<Settings>): void {
    if (window !== undefined) this.raster?.setWindow(window);
    if (background !== undefined || g !== undefined) this.connection.change(this.settings);
  }
}
