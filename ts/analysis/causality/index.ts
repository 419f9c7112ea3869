// What predicts what.
export { conditionalGranger, type GrangerCausality, type GrangerOptions } from "./conditional-granger.ts";
