/** `thorough` where the variable CAJAL_THOROUGH is set, as `npm run verify` does, otherwise `usual`. */
export const effort = <T>(usual: T, thorough: T): T => (process.env.CAJAL_THOROUGH ? thorough : usual);
