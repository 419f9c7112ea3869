// Groups of nodes in networks.
export { type Communities, type CommunityOptions, louvainCommunities } from "./louvain.ts";
export {
  type MapEquationCommunities,
  type MapEquationCommunityOptions,
  mapEquationCommunities,
} from "./map-communities.ts";
export { type MapEquationOptions, mapEquation } from "./map-equation.ts";
export { type ModularityOptions, modularity } from "./modularity.ts";
