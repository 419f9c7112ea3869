import { measure } from "../measure.js";

globalThis.measure = measure;
