// The four subgraphs of the shop in one process.
import { serveSubgraphs } from './served-subgraphs.js';
import { shopResolvers, shopSubgraphs, withoutLiteral } from './shop-graph.js';

await serveSubgraphs(shopSubgraphs, shopResolvers, withoutLiteral);
