// Starts the page of dendritic learning.
import { start } from "../../shell/index.ts";
import "./dendritic.css";
import "./figures/figures.css";
import { DendriticPage } from "./page.tsx";

start(DendriticPage);
