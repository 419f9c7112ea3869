// Distances between spike trains.
export { type VanRossumOptions, vanRossum, vanRossumMatrix } from "./van-rossum.ts";
export { type VictorPurpuraOptions, victorPurpura, victorPurpuraMatrix } from "./victor-purpura.ts";
