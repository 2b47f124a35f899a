// The subgraphs of the hostile graph in one process.
import { serveSubgraphs } from '../gateway/served-subgraphs.js';
import { hostileResolvers, hostileSubgraphs } from './hostile-graph.js';

await serveSubgraphs(hostileSubgraphs, hostileResolvers);
