/** Place of an event in its stream, in whatever order the subgraph counts. */
export type StreamPosition = string | number;
