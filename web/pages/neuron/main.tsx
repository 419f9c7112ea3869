// Starts the page of the neuron.
import { start } from "../../shell/index.ts";
import "./neuron.css";
import { NeuronPage } from "./page.tsx";

start(NeuronPage);
