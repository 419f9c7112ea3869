// Fewer networks where another test takes all of them.
import { effort } from "../helpers/effort.ts";
import { type Case, cases } from "./networks.ts";

/** Usually every so many of the cases from the first on, all of them in `npm run verify`. */
export const someCases = (every: number, first = 0): readonly (readonly [name: string, make: () => Case])[] =>
  Object.entries(cases).filter((_, place) => effort(place % every === first, true));
