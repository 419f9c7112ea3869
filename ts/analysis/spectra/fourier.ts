// The discrete Fourier transform of real signals of any length.
import FFT from "fft.js";

/**
 * Writes the transform X_k = sum_j x_j exp(-2 pi i j k / length), k = 0 .. floor(length / 2), of a real
 * signal into `spectrum`: real and imaginary parts in turn.
 */
export type FourierTransform = (signal: ArrayLike<number>, spectrum: Float64Array) => void;

/** Numbers in the spectrum of so many samples: two for each frequency from 0 to half the sampling rate. */
export const spectrumLength = (length: number): number => 2 * (Math.floor(length / 2) + 1);

/**
 * Prepares the transform of signals of one length: directly for powers of two, else as a convolution with a
 * chirp, which powers of two can do (Bluestein 1970).
 *
 * @param length samples of a signal, an integer from 1 on
 */
export function fourierTransform(length: number): FourierTransform {
  return length >= 4 && Number.isInteger(Math.log2(length)) ? powerOfTwo(length) : bluestein(length);
}

function powerOfTwo(length: number): FourierTransform {
  const transform = new FFT(length);
  const whole = new Float64Array(2 * length);
  return (signal, spectrum) => {
    transform.realTransform(whole, signal);
    spectrum.set(whole.subarray(0, spectrumLength(length)));
  };
}

/** exp(-i pi k^2 / length); k^2 is reduced before it meets pi, so long signals lose no phase. */
function chirp(length: number): Float64Array {
  const values = new Float64Array(2 * length);
  for (let k = 0; k < length; k++) {
    const angle = (Math.PI * ((k * k) % (2 * length))) / length;
    values[2 * k] = Math.cos(angle);
    values[2 * k + 1] = -Math.sin(angle);
  }
  return values;
}

// jk = (j^2 + k^2 - (k - j)^2) / 2 makes the transform X_k = w_k sum_j (x_j w_j) conj(w_(k - j)) with w the
// chirp.
function bluestein(length: number): FourierTransform {
  const outputs = Math.floor(length / 2) + 1;
  const size = Math.max(4, 2 ** Math.ceil(Math.log2(length + outputs - 1)));
  const transform = new FFT(size);
  const w = chirp(length);
  const work = new Float64Array(2 * size);
  const kernel = new Float64Array(2 * size);
  for (let k = 0; k < length; k++) {
    const [real, imaginary] = [w[2 * k] as number, -(w[2 * k + 1] as number)];
    // Differences run from -(length - 1) to outputs - 1; negative ones lie at the end.
    if (k < outputs) work.set([real, imaginary], 2 * k);
    if (k > 0) work.set([real, imaginary], 2 * (size - k));
  }
  transform.transform(kernel, work);
  const image = new Float64Array(2 * size);
  return (signal, spectrum) => {
    work.fill(0);
    for (let j = 0; j < 2 * length; j++) work[j] = (signal[j >> 1] as number) * (w[j] as number);
    transform.transform(image, work);
    multiply(image, kernel, image);
    transform.inverseTransform(work, image);
    multiply(work, w, spectrum);
  };
}

/** Product of complex numbers, as many as `product` holds. */
function multiply(one: Float64Array, other: Float64Array, product: Float64Array): void {
  for (let k = 0; k < product.length; k += 2) {
    const [a, b] = [one[k] as number, one[k + 1] as number];
    const [c, d] = [other[k] as number, other[k + 1] as number];
    product[k] = a * c - b * d;
    product[k + 1] = a * d + b * c;
  }
}
