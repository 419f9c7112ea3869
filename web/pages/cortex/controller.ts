// What the page is doing besides what all pages of a network do: its areas, their activity, and pulses.
import type { Estimate } from "cajal";
import { NetworkController } from "../../network/controller.ts";
import { notify } from "../../shell/index.ts";
import { Activity } from "./activity/activity.ts";
import type { Answers, Atlas, Frame, Question } from "./network/messages.ts";
import { areaName, type State, sameNetwork } from "./state.ts";

// The description is made anew for every estimate: wait until the sliders rest [ms].
const rest = 250;

/** One press of the step button [ms]. */
export const stepLength = 1;

const makeWorker = (): Worker =>
  new Worker(new URL("./network/worker.ts", import.meta.url), { type: "module", name: "cortex" });

/** The page's state besides what is drawn. */
export class Controller extends NetworkController<State, Frame, Question, Answers> {
  /** The areas of the connectome that is chosen. */
  atlas: Atlas | undefined;
  /** How many neurons the network of the estimate has. */
  neurons = 0;
  activity: Activity | undefined;
  readonly #drawers = new Set<() => void>();

  constructor(settings: State) {
    super(settings, makeWorker, { rest, sameNetwork });
  }

  /** Calls what draws with every frame, and as a listener; returns what ends that. */
  draw(drawer: () => void): () => void {
    this.#drawers.add(drawer);
    return () => void this.#drawers.delete(drawer);
  }

  /** Whether the chosen area is part of the network that is there. */
  get canPulse(): boolean {
    return this.live && this.activity?.areas.some(({ index }) => index === this.settings.chosen) === true;
  }

  /** Sends a pulse into the chosen area. */
  async pulse(): Promise<void> {
    const { chosen: area, amplitude, duration } = this.settings;
    if (this.canPulse) return this.command({ kind: "pulse", area, amplitude, duration });
    const text = this.live
      ? `${areaName(area)} is not simulated: its input to others is random. Choose another area.`
      : "There is no network yet: build one first.";
    notify({ kind: "info", text });
  }

  protected override async survey(settings: State): Promise<Estimate> {
    this.atlas = await this.ask({ kind: "atlas", cortex: settings.cortex });
    this.tell();
    const { neurons, estimate } = await this.ask({ kind: "survey", settings });
    this.neurons = neurons;
    return estimate;
  }

  protected override forget(): void {
    this.activity = undefined;
  }

  protected override take({ ids, times, pulses, populations }: Frame, time: number): boolean {
    if (populations) this.activity = new Activity(populations);
    const answered = this.activity?.add(ids, times, pulses, time) ?? false;
    this.#redraw();
    return answered || populations !== undefined;
  }

  protected override changed({ every }: Partial<State>): void {
    if (every !== undefined) this.connection.change(this.settings);
  }

  protected override tell(): void {
    super.tell();
    this.#redraw();
  }

  #redraw(): void {
    for (const drawer of this.#drawers) drawer();
  }
}
