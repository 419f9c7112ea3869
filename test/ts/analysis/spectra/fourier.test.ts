// The transform of any length against the sum that defines it.
import { expect, it } from "vitest";
import { uniforms } from "../../../../ts/analysis/random.ts";
import { fourierTransform, spectrumLength } from "../../../../ts/analysis/spectra/fourier.ts";

const noise = (length: number, seed: number): Float64Array => {
  const uniform = uniforms(seed);
  return Float64Array.from({ length }, () => uniform() - 0.5);
};

/** sum_j x_j exp(-2 pi i j k / n), with j k reduced modulo n so that the reference loses no phase. */
function direct(signal: Float64Array, k: number): [number, number] {
  const n = signal.length;
  let [real, imaginary] = [0, 0];
  for (let j = 0; j < n; j++) {
    const angle = (2 * Math.PI * ((j * k) % n)) / n;
    real += (signal[j] as number) * Math.cos(angle);
    imaginary -= (signal[j] as number) * Math.sin(angle);
  }
  return [real, imaginary];
}

it.each([1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 64, 97, 100, 127, 128, 129, 360, 1000, 1111])(
  "equals the direct sum for %i samples",
  (length) => {
    const signal = noise(length, length);
    const spectrum = new Float64Array(spectrumLength(length));
    fourierTransform(length)(signal, spectrum);
    for (let k = 0; k < spectrum.length / 2; k++) {
      const [real, imaginary] = direct(signal, k);
      // Round-off of a sum of n terms below 1/2: far below 1e-12 n.
      expect(Math.abs((spectrum[2 * k] as number) - real)).toBeLessThan(1e-12 * length);
      expect(Math.abs((spectrum[2 * k + 1] as number) - imaginary)).toBeLessThan(1e-12 * length);
    }
  },
);

it("keeps its precision for long signals of awkward length", () => {
  const length = 90_001;
  const signal = noise(length, 3);
  const spectrum = new Float64Array(spectrumLength(length));
  fourierTransform(length)(signal, spectrum);
  for (const k of [0, 1, 2, 12_345, 44_999, 45_000]) {
    const [real, imaginary] = direct(signal, k);
    // The transform of this noise has a modulus of about sqrt(n / 12) = 87.
    expect(Math.abs((spectrum[2 * k] as number) - real)).toBeLessThan(1e-9);
    expect(Math.abs((spectrum[2 * k + 1] as number) - imaginary)).toBeLessThan(1e-9);
  }
});

it("may be used again: a signal leaves nothing behind", () => {
  const transform = fourierTransform(30);
  const [first, again] = [new Float64Array(32), new Float64Array(32)];
  transform(noise(30, 1), first);
  transform(noise(30, 2), again);
  transform(noise(30, 1), again);
  expect(again).toEqual(first);
});
