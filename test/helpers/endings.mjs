// A program that ends worker threads, or itself, while simulations are under way in them. It says what happened.
// usage: node endings.mjs BACKEND SCENARIO..., which answers a line of JSON for each of them,
//        node endings.mjs BACKEND exit|throw, which ends the process itself
import { Worker } from "node:worker_threads";

const [backend, ...scenarios] = process.argv.slice(2);
const library = new URL("../../dist/index.js", import.meta.url).href;

// One run of this network would take an hour, one build some seconds.
const prelude = `
const { parentPort } = require("node:worker_threads");
const say = (what) => parentPort ? parentPort.postMessage(what) : process.stdout.write(what + "\\n");
const options = { threads: 2, backend: ${JSON.stringify(backend)} };
const library = import(${JSON.stringify(library)});
const network = (C, neurons, indegree) => {
  const net = new C.Network();
  const cells = net.population("iaf_psc_exp", neurons);
  const recurrent = net.connect(cells, cells, C.fixedIndegree(indegree), { weight: 5 });
  net.stimulate(cells, C.poisson({ rate: 9000 }), { weight: 30 });
  net.record(cells, "spikes");
  return { net, recurrent };
};
`;

const long = 3_600_000;
const programs = {
  run: `const sim = await network(C, 2000, 100).net.build(options); begun(); await sim.run(${long});`,
  build: `begun(); await network(C, 20000, 2000).net.build(options);`,
  setWeights: `const { net, recurrent } = network(C, 10000, 1000); const sim = await net.build(options);
    begun(); for (;;) await sim.setWeights(recurrent, 4);`,
  abandoned: `const { net, recurrent } = network(C, 10000, 1000); const sim = await net.build(options);
    const stop = new AbortController(); setTimeout(() => { stop.abort(); begun(); }, 30);
    await sim.setWeights(recurrent, C.normal(4, 1), { signal: stop.signal }).catch(() => sim.run(${long}));`,
  restore: `const sim = await network(C, 2000, 1000).net.build(options); await sim.run(10);
    const bytes = sim.checkpoint(); sim.dispose(); begun();
    for (;;) { const other = await C.Simulation.restore(bytes, options); other.dispose(); }`,
  checkpoint: `const sim = await network(C, 2000, 100).net.build(options); begun();
    for (;;) { await sim.run(1); sim.checkpoint(); sim.report; sim.digest(); }`,
  dispose: `begun(); for (;;) { const sim = await network(C, 200, 20).net.build(options);
    void sim.run(${long}).catch(() => 0); await sim[Symbol.asyncDispose](); }`,
  several: `const all = []; for (let k = 0; k < 6; k++) all.push(await network(C, 500, 50).net.build(options));
    begun(); await Promise.all(all.map((sim) => sim.run(${long})));`,
  runSync: `const sim = await network(C, 2000, 100).net.build(options); begun(); sim.runSync(${long});`,
};
const source = (name, ending = "") => `${prelude}
  const begun = () => { say("begun"); ${ending} };
  library.then(async (C) => { ${programs[name]}; say("done"); });`;

/** Ends one worker by `end` when it has begun; what it then says and how it ended. */
async function one(program, end) {
  const worker = new Worker(program, { eval: true });
  const said = [];
  let error;
  worker.on("error", ({ message }) => {
    error = message;
  });
  const gone = new Promise((resolve) => worker.on("exit", resolve));
  await new Promise((resolve) =>
    worker.on("message", (what) => {
      said.push(what);
      if (what === "begun") resolve();
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  await end(worker);
  await gone;
  return { said, error, ms: performance.now() - start };
}

/** A simulation of this thread that goes on meanwhile. */
async function bystander() {
  const C = await import(library);
  const net = new C.Network({ seed: 5 });
  const cells = net.population("iaf_psc_exp", 400);
  net.connect(cells, cells, C.fixedIndegree(40), { weight: 20 });
  net.stimulate(cells, C.poisson({ rate: 9000 }), { weight: 30 });
  const sim = await net.build({ threads: 1, backend });
  await sim.run(500);
  const digest = sim.digest();
  sim.dispose();
  return digest;
}

if (scenarios[0] === "exit") {
  // The process itself ends, from within the run of its main thread and of a worker.
  const worker = new Worker(source("run"), { eval: true });
  await new Promise((resolve) => worker.on("message", resolve));
  const C = await import(library);
  const net = new C.Network();
  const cells = net.population("iaf_psc_exp", 20000);
  net.connect(cells, cells, C.fixedIndegree(1000), { weight: 5 });
  setTimeout(() => process.exit(7), 60);
  const sim = await net.build({ threads: 2, backend });
  await sim.run(long);
} else if (scenarios[0] === "throw") {
  const C = await import(library);
  const net = new C.Network();
  net.stimulate(net.population("iaf_psc_exp", 2000), C.poisson({ rate: 9000 }), { weight: 30 });
  const sim = await net.build({ threads: 2, backend });
  setTimeout(() => {
    throw new Error("mine");
  }, 60);
  await sim.run(long);
} else {
  const before = await bystander();
  for (const scenario of scenarios) {
    const beside = bystander();
    const terminated = await one(source(scenario), (worker) => worker.terminate());
    const thrown =
      scenario === "runSync"
        ? undefined
        : await one(source(scenario, "setTimeout(() => { throw new Error('mine'); }, 50);"), () => undefined);
    console.log(JSON.stringify({ scenario, terminated, thrown, same: before === (await beside) }));
  }
}
