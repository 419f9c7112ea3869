// Integrals of smooth functions.

/** Nodes above the middle of (-1, 1) and their weights in the Gauss-Legendre rule of sixteen points. */
const nodes: readonly (readonly [place: number, weight: number])[] = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.18260341504492358],
  [0.45801677765722737, 0.16915651939500254],
  [0.6178762444026438, 0.14959598881657674],
  [0.755404408355003, 0.12462897125553388],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.062253523938647894],
  [0.9894009349916499, 0.027152459411754096],
];

/** Integral over an interval that is short for the function, exact for polynomials of degree 31. */
export function overPanel(value: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  for (const [place, weight] of nodes)
    sum += weight * (value(middle - half * place) + value(middle + half * place));
  return sum * half;
}
