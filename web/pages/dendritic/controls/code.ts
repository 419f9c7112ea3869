// The program that does what the page shows.
import { learnerOptions, protocolOf, trainingOptions } from "../setup.ts";
import type { Settings } from "../state.ts";

/** An object as a person would write it. */
const written = (object: object): string =>
  Object.entries(object)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.join(", ")}]` : value}`)
    .join(", ");

/** A program for the settings of the page: the same training, for 200 epochs. */
export function codeOf(settings: Settings): string {
  const { layers, form, latentEquilibrium, selfPredicting, learningRates, seed } = learnerOptions(settings);
  const { duration, readFrom, testEvery } = trainingOptions(settings);
  const task = protocolOf(form) === "reset" ? 'bars({ protocol: "reset" })' : "bars()";
  return `import { apicalNorm, bars, dendriticLearner, feedbackWeightError, train } from "cajal/learning";

// Nine pixels, ${layers[1]} hidden cells, three classes (Sacramento et al. 2018, Haider et al. 2021).
const network = {
  layers: [${layers.join(", ")}],
  form: "${form}",
  latentEquilibrium: ${latentEquilibrium},
  selfPredicting: ${selfPredicting},
  learningRates: { ${written(learningRates)} }, // 1/ms
  seed: ${seed},
};
const learner = await dendriticLearner(network, { errors: true });

// Each pattern is shown for ${duration} ms; tests are without teacher and learning.
const rows = await train(learner, ${task}, {
  epochs: 200,
  duration: ${duration},
  readFrom: ${readFrom},
  testEvery: ${testEvery},
  seed: ${seed},
});
const last = rows.at(-1);
console.log("accuracy", last?.testAccuracy, "error", last?.testError);
console.log("all right first at epoch", rows.find((row) => row.testAccuracy === 1)?.epoch);

// The apical error at the end of the last test, without a teacher.
console.log("apical", apicalNorm(learner.errors()?.apical ?? []));
const [, , , pi, down] = learner.weights();
if (pi && down) console.log("W_pi + W_down", feedbackWeightError(pi, down));
console.log("digest", learner.simulation.digest());
learner.simulation.dispose();
`;
}
