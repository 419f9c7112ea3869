// Eigenvalues of an effective connectivity, and which of them decides.

import { fail } from "../../error.ts";
import { realEigenvalues } from "../algebra/real-eigenvalues.ts";
import type { Complex } from "../special/complex.ts";

/**
 * Eigenvalues by falling real part, of a pair the one with the positive imaginary part first.
 *
 * @param parameter what the matrix was made of
 * @throws CajalError E_NOT_FINITE, E_NUMERIC
 */
export function eigenvaluesOf(effective: Float64Array, call: string, parameter: string): Complex[] {
  if (!effective.every(Number.isFinite)) {
    const allowed = "one with which, at these rates, theory gives finite numbers";
    fail("E_NOT_FINITE", {
      call,
      parameter,
      allowed,
      must: `${parameter} must be ${allowed}`,
      hint: "look for in-degrees or rates beyond all bounds",
    });
  }
  const values = realEigenvalues(effective);
  if (values) return values.sort((one, other) => other.re - one.re || other.im - one.im);
  const allowed = "one whose eigenvalues can be computed";
  return fail("E_NUMERIC", {
    call,
    parameter,
    allowed,
    must: `${parameter} must be ${allowed}`,
    hint: "its entries differ by too many orders of magnitude; look at weights and in-degrees",
  });
}

/** The eigenvalue with the largest real part. */
export const criticalAmong = (values: readonly Complex[]): Complex =>
  values.reduce((best, value) => (value.re > best.re ? value : best));
