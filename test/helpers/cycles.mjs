// A program that builds simulations and lets go of them again and again, in every way in which they end. It says what
// memory the process takes meanwhile.
// usage: node --expose-gc --single-threaded --no-opt --max-semi-space-size=1 cycles.mjs BACKEND CYCLES READINGS
import * as C from "../../dist/index.js";

const [backend, cycles, readings] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const options = { threads: 1, backend };

/** 160,000 synapses of 6 bytes each: more than 1 % of the process. */
function network() {
  const net = new C.Network({ seed: 1 });
  const cells = net.population("iaf_psc_exp", 400);
  net.connect(cells, cells, C.fixedIndegree(400), { weight: 5 });
  net.record(cells, "spikes");
  return net;
}

/** What the kernel refuses only when all synapses are in place: sums of 32 bits cannot hold these weights. */
function overloaded() {
  const net = new C.Network({ seed: 1 });
  const relays = net.population("parrot_neuron", 70_000);
  net.connect(relays, net.population("iaf_psc_exp", 4), C.allToAll(), { weight: 1.99 });
  return net;
}

const first = await network().build(options);
await first.run(1);
const bytes = first.checkpoint();
first.dispose();

async function refused(work, code) {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error?.code !== code && error?.name !== code) throw new Error(`${code} expected, got ${error}`);
}

const endings = [
  async function disposed() {
    const sim = await network().build(options);
    await sim.run(1);
    sim.dispose();
  },
  async function collected() {
    await (await network().build(options)).run(1);
  },
  async function aborted() {
    const stop = new AbortController();
    const building = network().build({ ...options, signal: stop.signal });
    setTimeout(() => stop.abort(), 0);
    await building.then(
      (sim) => sim.dispose(),
      () => undefined,
    );
  },
  async function failed() {
    await refused(overloaded().build({ ...options, weights: "compact" }), "E_OVERFLOW");
  },
  async function restored() {
    const sim = await C.Simulation.restore(bytes, options);
    await sim.run(1);
    sim.dispose();
  },
];

/** Bytes of the process without what V8 keeps for itself, which comes and goes as it likes. */
function memory() {
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

/** The same when everything has been collected, which takes finalisers and threads some turns. */
async function settled() {
  let least = Infinity;
  for (let still = 0; still < 3; ) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const now = memory();
    still = now < 0.998 * least ? 0 : still + 1;
    least = Math.min(least, now);
  }
  return least;
}

const found = [];
for (let cycle = 1; cycle <= cycles; cycle++) {
  for (const ending of endings) await ending();
  if ((cycle * readings) % cycles === 0) found.push(await settled());
}
console.log(JSON.stringify(found));
