// The branches of the inverse of w e^w.
//   C96  Corless, Gonnet, Hare, Jeffrey & Knuth (1996) Adv. Comput. Math. 5:329-359
import { checkArgument, refuse } from "../../arguments/check.ts";
import { finite, withParts } from "../../arguments/kinds.ts";
import {
  type Complex,
  complex,
  difference,
  exponential,
  logarithm,
  modulus,
  product,
  quotient,
  scaled,
  squareRoot,
  sumOf,
} from "./complex.ts";

const branchPoint = -1 / Math.E;
// What 1 / e is more than its double.
const beyond = 1.2428753672788363e-17;

/** The first terms around the point where branches 0 and -1 meet, in p = sqrt(2 (e z + 1)) (C96, equation 4.22). */
const series = [-1, 1, -1 / 3, 11 / 72, -43 / 540, 769 / 17280, -221 / 8505, 680863 / 43545600];

function nearBranchPoint(z: Complex, sign: 1 | -1): Complex {
  const distance = { re: z.re - branchPoint + beyond, im: z.im };
  const p = scaled(squareRoot(scaled(distance, 2 * Math.E)), sign);
  return series.reduceRight((sum, term) => sumOf(product(sum, p), complex(term)), complex(0));
}

/** Logarithms of z, the branch's turns added (C96, equation 4.20). */
function farOut(z: Complex, branch: number): Complex {
  const first = sumOf(logarithm(z), complex(0, 2 * Math.PI * branch));
  const second = logarithm(first);
  return sumOf(difference(first, second), quotient(second, first));
}

/** Whether z lies where the branch comes to the branch point: of -1 from above, of 1 from below. */
function meets(z: Complex, branch: number): boolean {
  const distance = Math.hypot(z.re - branchPoint, z.im);
  if (branch === 0) return distance < 0.8 && z.re < 0;
  return distance < 0.3 && ((branch === -1 && z.im >= 0) || (branch === 1 && z.im < 0));
}

function start(z: Complex, branch: number): Complex {
  if (meets(z, branch)) return nearBranchPoint(z, branch === 0 ? 1 : -1);
  // Between 0 and infinity the principal branch is near log(1 + z), which has no other zero.
  if (branch === 0 && modulus(z) < 3 && z.re > -0.3) return logarithm({ re: 1 + z.re, im: z.im });
  if (branch === -1 && z.im === 0 && z.re < 0 && z.re >= branchPoint) {
    const first = Math.log(-z.re);
    const second = Math.log(-first);
    return complex(first - second + second / first);
  }
  return farOut(z, branch);
}

// Two or three are enough except next to the branch point.
const mostSteps = 40;

/** One step of Halley's method (C96, equation 5.9). */
function halley(w: Complex, z: Complex): Complex {
  const power = exponential(w);
  const error = difference(product(w, power), z);
  const next = sumOf(w, complex(1));
  const bend = quotient(product(sumOf(w, complex(2)), error), scaled(next, 2));
  return difference(w, quotient(error, difference(product(power, next), bend)));
}

/**
 * Lambert's W on any branch: the solutions w of w e^w = z. Branch 0 is real for z >= -1/e, branch -1 from there to 0.
 * Relative error below 4e-15, at a distance d of -1/e of sqrt(1e-16 / d) at most; W_0(0) is 0.
 *
 * @param z a real or a complex number
 * @param branch a whole number, default 0
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE for a branch that is no whole number, or for 0 on any branch
 * but 0, where it is infinite
 * @example lambertW(1).re; // 0.5671432904097838
 */
export function lambertW(z: Complex | number, branch = 0): Complex {
  const value = typeof z === "number" ? complex(z) : z;
  checkArgument(value, "lambertW", "z", withParts({ re: finite, im: finite }));
  if (!Number.isSafeInteger(branch))
    refuse(branch, "a whole number", { call: "lambertW", parameter: "branch" });
  if (value.re === 0 && value.im === 0) {
    if (branch === 0) return complex(0);
    refuse(0, `not 0 on branch ${branch}`, { call: "lambertW", parameter: "z" });
  }
  return lambertWOf(value, branch);
}

function lambertWOf(z: Complex, branch: number): Complex {
  let w = start(z, branch);
  if (modulus(sumOf(w, complex(1))) < 1e-3) return w;
  for (let step = 0; step < mostSteps; step++) {
    const next = halley(w, z);
    const change = modulus(difference(next, w));
    w = next;
    if (change <= 1e-15 * modulus(w)) break;
  }
  const real =
    z.im === 0 &&
    ((branch === 0 && z.re >= branchPoint) || (branch === -1 && z.re < 0 && z.re >= branchPoint));
  return real ? complex(w.re) : w;
}
