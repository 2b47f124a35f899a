import { isDemoId } from '#demo/demo-id.js';
import type { GraphClient } from '../graph-client.js';
import { COUNTERS } from '../sources/target-fields.js';

/** Counters as the graph has them; null where the platform does not report one. */
export type CounterValues = Record<(typeof COUNTERS)[number], number | null>;

/** A video of a running campaign. */
export interface SimulatedVideo {
  /** Id in the marketplace. */
  readonly id: string;
  /** When it went public, ms since 1970; null when unknown. */
  readonly postedAtMs: number | null;
  /** Its counters at `capturedAtMs`. */
  readonly counters: CounterValues;
  readonly capturedAtMs: number;
}

/** The running campaigns and their videos. */
export interface SimulatedWorld {
  /** By id. */
  readonly videos: Map<string, SimulatedVideo>;
  /** Ids of the videos of each campaign that has any. */
  readonly campaigns: readonly (readonly string[])[];
}

interface CampaignsPage {
  campaigns: {
    nodes: {
      collaborations: {
        nodes: {
          deliverables: {
            video: {
              id: string;
              postedAt: string | null;
              metrics: { totals: CounterValues; asOf: string } | null;
            } | null;
          }[];
        }[];
      };
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const DOCUMENT = `query SimulatorVideos($after: String) {
  campaigns(first: 5, after: $after, filter: { statuses: [ACTIVE] }) {
    nodes {
      collaborations(first: 50) {
        nodes { deliverables { video { id postedAt metrics { totals { ${COUNTERS.join(' ')} } asOf } } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/**
 * Reads the demo videos of all running campaigns with their counters now. Videos that did not come with the demo data are
 * left alone: their numbers are real, and an invented snapshot could never be taken back. So are those that were never
 * measured: only a first snapshot can tell which counters the platform reports.
 */
export async function readSimulatedVideos(client: GraphClient): Promise<SimulatedWorld> {
  const videos = new Map<string, SimulatedVideo>();
  const campaigns: string[][] = [];
  let after: string | null = null;
  do {
    const data: CampaignsPage = await client(DOCUMENT, { after });
    for (const campaign of data.campaigns.nodes) {
      const ids: string[] = [];
      for (const collaboration of campaign.collaborations.nodes) {
        for (const { video } of collaboration.deliverables) {
          if (!video?.metrics || !isDemoId(video.id)) continue;
          ids.push(video.id);
          videos.set(video.id, {
            id: video.id,
            postedAtMs: video.postedAt === null ? null : Date.parse(video.postedAt),
            counters: video.metrics.totals,
            capturedAtMs: Date.parse(video.metrics.asOf),
          });
        }
      }
      if (ids.length > 0) campaigns.push(ids);
    }
    after = data.campaigns.pageInfo.hasNextPage ? data.campaigns.pageInfo.endCursor : null;
  } while (after !== null);
  return { videos, campaigns };
}
