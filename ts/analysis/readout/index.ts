// What a downstream neuron could read from the activity.
export {};
