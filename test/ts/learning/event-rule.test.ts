// The event-driven form against its description, step by step (Gille 2023): dendrites hold the last step's input, the
// soma sees them one step later, and synapses learn when the next event reaches them.
import { expect, it } from "vitest";
import { dendriticLearner } from "../../../ts/learning/index.ts";
import { softplus } from "../../../ts/learning/transfer.ts";
import type { DendriticWeights, Matrix } from "../../../ts/networks/dendritic/index.ts";

const [leak, basal, apical, nudging, h] = [0.03, 0.1, 0.06, 0.06, 0.1];
const total = leak + basal + apical;
const phi = softplus().value;
const layers = [2, 3, 2] as const;
const rates = { up: [0.4, 0.3], ip: 0.2, pi: 0.5, down: 0 };

type Vector = number[];
const zeros = (size: number): Vector => new Array<number>(size).fill(0);

/** Cells of one population: soma, its future, dendrites before and after the step. */
const cells = (size: number) => ({
  u: zeros(size),
  f: zeros(size),
  shown: zeros(size).map(phi),
  basalBefore: zeros(size),
  basal: zeros(size),
  apicalBefore: zeros(size),
  apical: zeros(size),
});
type Cells = ReturnType<typeof cells>;

/** A matrix whose weights learn from smoothed products of error and rate. */
class Synapses {
  readonly smoothed: Float64Array;
  readonly values: Float64Array;
  constructor(
    readonly matrix: Matrix,
    readonly eta: number,
  ) {
    this.values = Float64Array.from(matrix.values);
    this.smoothed = new Float64Array(this.values.length);
  }
  times(input: Vector): Vector {
    const { rows, columns } = this.matrix;
    return Array.from({ length: rows }, (_, row) =>
      input.reduce((sum, one, column) => sum + (this.values[row * columns + column] as number) * one, 0),
    );
  }
  learn(errors: Vector, input: Vector): void {
    for (const [row, error] of errors.entries())
      for (const [column, one] of input.entries()) {
        const place = row * this.matrix.columns + column;
        const before = this.smoothed[place] as number;
        const smooth = before + h * (error * one - before); // tau_Delta is 1 ms
        this.smoothed[place] = smooth;
        this.values[place] = (this.values[place] as number) + h * this.eta * smooth;
      }
  }
}

/** Weights after some steps of a pattern with its target. */
function followed(kind: "shown" | "somatic", weights: DendriticWeights, x: Vector, y: Vector, steps: number) {
  const of = (family: "up" | "ip" | "pi" | "down", layer: number, eta: number): Synapses =>
    new Synapses(weights[family][layer] as Matrix, eta);
  const [up1, up2] = [of("up", 0, rates.up[0] as number), of("up", 1, rates.up[1] as number)];
  const [ip, pi, down] = [of("ip", 0, rates.ip), of("pi", 0, rates.pi), of("down", 0, 0)];
  const [hidden, output, sisters] = [cells(layers[1]), cells(layers[2]), cells(layers[2])];
  let [input, taught, pull] = [zeros(2), zeros(2), zeros(2)];
  const soma = (group: Cells, k: number, drive: number): void => {
    const change = drive - total * (group.u[k] as number);
    group.f[k] = (group.u[k] as number) + change / total;
    group.u[k] = (group.u[k] as number) + h * change;
  };
  const somatic = ({ u, f }: Cells): Vector => (kind === "somatic" ? u : f).map(phi);
  const error = (group: Cells, share: number): Vector =>
    somatic(group).map((rate, k) => rate - phi(share * (group.basalBefore[k] as number)));
  for (let step = 0; step < steps; step++) {
    const [r, rOut, rIn] = [hidden.shown, output.shown, sisters.shown];
    const shownInput = input;
    for (const group of [hidden, output, sisters]) {
      group.basalBefore = group.basal;
      group.apicalBefore = group.apical;
    }
    hidden.basal = up1.times(shownInput);
    const [above, inside] = [down.times(rOut), pi.times(rIn)];
    hidden.apical = above.map((one, k) => one + (inside[k] as number));
    output.basal = up2.times(r);
    sisters.basal = ip.times(r);
    for (const k of hidden.u.keys())
      soma(
        hidden,
        k,
        basal * (hidden.basalBefore[k] as number) + apical * (hidden.apicalBefore[k] as number),
      );
    for (const k of sisters.u.keys()) {
      soma(sisters, k, basal * (sisters.basalBefore[k] as number) + nudging * (pull[k] as number));
      soma(output, k, basal * (output.basalBefore[k] as number) + nudging * (taught[k] as number));
    }
    up1.learn(error(hidden, basal / total), shownInput);
    up2.learn(error(output, basal / (leak + basal)), r);
    ip.learn(error(sisters, basal / (leak + basal)), r);
    pi.learn(
      (kind === "somatic" ? hidden.apicalBefore : hidden.apical).map((one) => -one),
      rIn,
    );
    for (const group of [hidden, output, sisters]) group.shown = group.f.map(phi);
    [input, taught, pull] = [x, y, [...output.f]];
  }
  return [up1, up2, ip, pi].map(({ values }) => values);
}

it.each(["shown", "somatic"] as const)("learns as described from %s potentials", async (errorPotential) => {
  const options = {
    layers,
    form: "events",
    errorPotential,
    learningRates: rates,
    selfPredicting: false,
  } as const;
  const learner = await dendriticLearner(options);
  const start = learner.weights();
  const family = (name: string): Matrix[] => start.filter((one) => one.name.startsWith(name));
  const weights = { up: family("up"), ip: family("ip"), pi: family("pi"), down: family("down") };
  const [x, y] = [
    [0.9, 0.2],
    [1, -0.5],
  ];
  const steps = 60;
  const target = Float64Array.from(y);
  learner.present(Float64Array.from(x), { target, learn: true, duration: steps * h, readFrom: 0 });
  const found = learner.weights().filter(({ name }) => !name.startsWith("down"));
  const expected = followed(errorPotential, weights, x, y, steps);
  const changes = found.map(({ values }, k) =>
    Math.max(...values.map((value, at) => Math.abs(value - (start[k]?.values[at] as number)))),
  );
  for (const [k, { values, name }] of found.entries()) {
    expect(changes[k], name).toBeGreaterThan(0.01);
    for (const [at, value] of values.entries())
      expect(Math.abs(value - ((expected[k] as Float64Array)[at] as number)), name).toBeLessThan(1e-12);
  }
  learner.simulation.dispose();
});
