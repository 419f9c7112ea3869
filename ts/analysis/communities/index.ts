// Groups of nodes in networks.
export { type Communities, type CommunityOptions, louvainCommunities } from "./louvain.ts";
export { type ModularityOptions, modularity } from "./modularity.ts";
