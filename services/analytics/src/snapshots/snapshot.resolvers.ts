import type { MutationResolvers, Snapshot, VideoResolvers } from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { isKeysetTime, readPage } from '#platform/paging/connection.js';
import { metricValues } from '../counters/metric-values.js';
import { maySeePublicMetrics } from '../totals/total.policy.js';
import { snapshotList, type StoredSnapshot } from './snapshot.loaders.js';
import { requireMayIngest } from './snapshot.policy.js';

export const snapshotMutations: MutationResolvers = {
  ingestSnapshots: async (_parent, { input }, { viewer, ingestion }) => {
    requireMayIngest(viewer);
    return { results: await ingestion.ingest(input.snapshots) };
  },
};

function toSnapshot({ counts, ...times }: StoredSnapshot): Snapshot {
  return { ...times, values: metricValues(counts) };
}

export const videoSnapshots: VideoResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  snapshots: async ({ id }, parameters, { loaders, viewer }) => {
    const page = readPage(parameters, snapshotList, (keyset) => keyset.length === 1 && isKeysetTime(keyset[0]));
    if (!isId(id) || !maySeePublicMetrics(viewer)) return null;
    const { edges, nodes, pageInfo } = await loaders.snapshotPage.for(page).load(id);
    return {
      edges: edges.map(({ cursor, node }) => ({ cursor, node: toSnapshot(node) })),
      nodes: nodes.map(toSnapshot),
      pageInfo,
    };
  },
};
