export {
  type DendriticMicrocircuit,
  type DendriticPopulation,
  dendriticMicrocircuit,
} from "./microcircuit.ts";
export {
  type DendriticConductances,
  type DendriticForm,
  type DendriticOptions,
  type DendriticPlan,
  type ErrorPotential,
  type Family,
  families,
  type PerFamily,
} from "./parameters.ts";
export { type DendriticWeights, initialWeights, type Matrix, shapeOf, sisterFactor } from "./weights.ts";
