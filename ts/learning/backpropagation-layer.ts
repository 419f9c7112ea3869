// A layer of weights, and what backpropagation does with it.
import type { Transfer } from "./transfer.ts";

/** A layer of weights and what flows through it. */
export interface Layer {
  readonly rows: number;
  /** Sources, and one more column where there is a bias. */
  readonly columns: number;
  readonly weights: Float64Array;
  readonly gain: number;
  readonly rate: number;
  readonly potentials: Float64Array;
  readonly rates: Float64Array;
  /** Derivatives of the loss by the potentials. */
  readonly errors: Float64Array;
}

/** Potentials and rates of a layer; a bias is a source that is always 1. */
export function forward(
  { rows, columns, weights, gain, potentials, rates }: Layer,
  input: Float64Array,
  transfer: Transfer,
  mask: Uint8Array | undefined,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = input.length < columns ? (weights[start + input.length] as number) : 0;
    for (let column = 0; column < input.length; column++)
      sum += (weights[start + column] as number) * (input[column] as number);
    potentials[row] = gain * sum;
    rates[row] = mask?.[row] ? 0 : transfer.value(gain * sum);
  }
}

/** The errors of a layer from those of the next. */
export function backward(layer: Layer, next: Layer, transfer: Transfer, mask: Uint8Array | undefined): void {
  layer.errors.fill(0);
  for (let row = 0; row < next.rows; row++) {
    const error = next.gain * (next.errors[row] as number);
    const start = row * next.columns;
    for (let cell = 0; cell < layer.rows; cell++)
      layer.errors[cell] = (layer.errors[cell] as number) + error * (next.weights[start + cell] as number);
  }
  for (let cell = 0; cell < layer.rows; cell++)
    layer.errors[cell] = mask?.[cell]
      ? 0
      : (layer.errors[cell] as number) * transfer.slope(layer.potentials[cell] as number);
}

/** Adds `factor` times the gradient of a layer. */
export function addGradient(
  { rows, columns, gain, errors }: Layer,
  input: Float64Array,
  factor: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const change = factor * gain * (errors[row] as number);
    const start = row * columns;
    for (let column = 0; column < input.length; column++)
      into[start + column] = (into[start + column] as number) + change * (input[column] as number);
    if (input.length < columns) into[start + input.length] = (into[start + input.length] as number) + change;
  }
}
