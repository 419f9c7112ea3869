// Newton's method towards the nearest fixed point, stable or not: it never goes where rates would go.
import { solveReal } from "../algebra/real.ts";
import type { MeanField } from "../network/mean-field.ts";
import { residualOf } from "../network/solvers.ts";

const mostSteps = 60;
const precise = 1e-11;

const openAt = (rates: Float64Array, answers: Float64Array): number =>
  Math.hypot(...answers.map((answer, index) => answer - (rates[index] as number)));

/**
 * The fixed point that full steps lead to, each cut in half until it leaves less open; nothing where none does.
 *
 * @param negative whether rates may be negative, as those of the Taylor series
 */
export function nearestFixedPoint(
  field: MeanField,
  start: Float64Array,
  negative: boolean,
): Float64Array | undefined {
  let rates: Float64Array = start.slice();
  let answers = field.answers(rates);
  for (let step = 0; step < mostSteps; step++) {
    if (residualOf(rates, answers) < precise) return rates;
    const matrix = field.slopes(rates, answers).map((slope) => -slope);
    for (let place = 0; place < matrix.length; place += field.count + 1) (matrix[place] as number) += 1;
    const move = answers.map((answer, index) => answer - (rates[index] as number));
    if (solveReal(matrix, move) === 0) break;
    const before = openAt(rates, answers);
    let share = 1;
    for (; share > 1e-4; share /= 2) {
      const next = rates.map((rate, index) => {
        const moved = rate + share * (move[index] as number);
        return negative ? moved : Math.max(0, moved);
      });
      const nextAnswers = field.answers(next);
      if (!(openAt(next, nextAnswers) < before)) continue;
      [rates, answers] = [next, nextAnswers];
      break;
    }
    if (share <= 1e-4) break;
  }
  // What rounding leaves of rates is no difference.
  return residualOf(rates, answers) < 1e-8 ? rates : undefined;
}
