// Distances between spike trains.
export {};
