// One measurement of the WebAssembly kernel in a Node process of its own: the setting comes as JSON, and goes as JSON.
import { measure } from "./measure.js";

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]))));
