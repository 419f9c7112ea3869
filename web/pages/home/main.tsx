/** The first page: what the site is, and where to go. */
import { Page, start } from "../../shell/index.ts";
import balanced from "./pictures/balanced.svg";
import cortex from "./pictures/cortex.svg";
import dendritic from "./pictures/dendritic.svg";
import microcircuit from "./pictures/microcircuit.svg";
import neuron from "./pictures/neuron.svg";

/** A page and what a lecturer would do with it. */
interface Visit {
  readonly title: string;
  readonly href: string;
  readonly picture: string;
  readonly about: string;
  readonly lesson: readonly string[];
}

const visits: readonly Visit[] = [
  {
    title: "Microcircuit",
    href: "./microcircuit.html",
    picture: microcircuit,
    about:
      "One square millimetre of early sensory cortex after Potjans and Diesmann: eight populations, at any scale " +
      "up to the full 77,169 neurons and 299 million synapses.",
    lesson: [
      "Ask which population fires most; let the class look before they read the numbers.",
      "Send a thalamic pulse and follow it from layer 4 to layer 6.",
      "Raise the inhibition with one slider and watch the rates settle anew.",
    ],
  },
  {
    title: "Areas of cortex",
    href: "./cortex.html",
    picture: cortex,
    about:
      "Thirty-two areas of a synthetic cortex like that of the macaque, after Schmidt and colleagues: a map whose " +
      "colours are rates, thinned to what a page can run.",
    lesson: [
      "Send a pulse into one area and let the class guess who answers first.",
      "Repeat it, and compare the order of arrival with distance and conduction speed.",
      "Set the weights between areas to zero and see what remains.",
    ],
  },
  {
    title: "Balanced network",
    href: "./balanced.html",
    picture: balanced,
    about:
      "Excitation against inhibition after Brunel: four regimes on the plane of relative inhibition g and " +
      "external rate, each with raster, rate and spectrum.",
    lesson: [
      "Walk across the plane and find where synchrony ends and irregular firing begins.",
      "Compare the predicted oscillation with the peak of the spectrum.",
      "Share a point of the plane as a link in the lecture notes.",
    ],
  },
  {
    title: "Neuron",
    href: "./neuron.html",
    picture: neuron,
    about:
      "Every model of the catalogue, alone on the bench: steps of current and noise, membrane potential, " +
      "spikes, and the f-I curve, two models side by side.",
    lesson: [
      "Find the smallest current that makes the neuron fire, then look it up on the f-I curve.",
      "Swap currents for conductances and see what stays the same.",
      "Let noise do what the mean current cannot.",
    ],
  },
  {
    title: "Dendritic learning",
    href: "./dendritic.html",
    picture: dendritic,
    about:
      "A cortical microcircuit learns to tell bars apart, with its errors as potentials in apical dendrites, after " +
      "Sacramento and Haider: weights, errors and learning curve as they come.",
    lesson: [
      "Go pattern by pattern and see the apical dendrites fall silent in tests.",
      "Switch latent equilibrium off, and find the presentation time that rescues learning.",
      "Let spikes do the same, and ask how many it takes.",
    ],
  },
];

function Card({ title, href, picture, about, lesson }: Visit) {
  return (
    <article class="card">
      <a class="card-link" href={href}>
        <img src={picture} alt="" width="480" height="270" />
        <h2>{title}</h2>
      </a>
      <p>{about}</p>
      <h3>In class</h3>
      <ul>
        {lesson.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </article>
  );
}

const facts = [
  [
    "Nothing to install",
    "The simulator runs in this page. No account, no server, and nothing leaves your machine.",
  ],
  [
    "The same spikes everywhere",
    "A seed gives identical results here and in Node, on one thread or many, down to the last bit.",
  ],
  ["Made to be passed on", "Every setting is in the address: copy the link, and others see what you see."],
  ["Open the code", "Each page shows the TypeScript that does the same, ready to copy."],
] as const;

function Home() {
  return (
    <Page
      name="home"
      title="Spiking networks, live in your browser"
      summary="Watch neurons and networks fire while you turn the knobs: for lectures, for exercises, and for the
        moment when a figure in a paper raises a question."
    >
      <div class="cards">
        {visits.map((visit) => (
          <Card key={visit.title} {...visit} />
        ))}
      </div>
      <dl class="facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}

start(Home);
