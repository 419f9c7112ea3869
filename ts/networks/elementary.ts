// Elementary functions with the same bits in every JavaScript engine.
export * from "../theory/special/elementary.ts";
