/** An operation that no requests to subgraphs answer right. Its message is for clients: it names fields of the graph. */
export class UnplannableOperation extends Error {}
