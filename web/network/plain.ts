// Numbers in the programs that pages show.

/** A number without what binary arithmetic adds to it. */
export const plain = (value: number): string => String(Number(value.toPrecision(12)));
