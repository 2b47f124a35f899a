import { randomUUID } from 'node:crypto';
import { CommandFailure } from '../command-failure.js';
import type { GraphClient } from '../graph-client.js';
import type { VideoLink } from './expected-totals.js';
import { videoKey } from './replay-recording.js';

interface UserError {
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** A video of the marketplace that a recording tells of. */
export interface KnownVideo {
  /** Id in the marketplace. */
  readonly id: string;
  readonly creatorId: string;
  /** See `videoKey`. */
  readonly key: string;
  /** RFC 3339; null when unknown. */
  readonly postedAt: string | null;
}

/** Most videos of one `importCollaboration`, as the schema has it. */
const VIDEOS_AT_ONCE = 1000;

/** The brand to make a campaign for: the one named, else the first active one by name. */
export async function chooseBrand(client: GraphClient, brandId: string | undefined): Promise<string> {
  if (brandId !== undefined) return brandId;
  let after: string | null = null;
  do {
    const data: {
      brands: { nodes: { id: string; status: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    } = await client(
      'query ReplayBrands($after: String) { brands(first: 100, after: $after) { nodes { id status } pageInfo { hasNextPage endCursor } } }',
      {
        after,
      },
    );
    const active = data.brands.nodes.find((brand) => brand.status === 'ACTIVE');
    if (active) return active.id;
    after = data.brands.pageInfo.hasNextPage ? data.brands.pageInfo.endCursor : null;
  } while (after !== null);
  throw new CommandFailure(
    'No brand is active, so no campaign can be made.',
    'Register and activate a brand, or name one with --brand.',
  );
}

/** Makes and publishes a campaign; returns its id. */
export async function createReplayCampaign(
  client: GraphClient,
  brandId: string,
  name: string,
  startsAt: string,
): Promise<string> {
  const created = await client<{ createCampaign: { campaign: { id: string } | null; userErrors: UserError[] } }>(
    'mutation ReplayCreate($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } userErrors { message field } } }',
    {
      input: {
        brandId,
        name,
        objective: 'AWARENESS',
        brief: { summary: 'Replay of recorded snapshots.' },
        budget: { amountMinor: 1_000_000, currency: 'USD' },
        visibility: 'INVITATION_ONLY',
        startsAt,
        idempotencyKey: randomUUID(),
      },
    },
  );
  const campaign = succeeded(
    'The campaign could not be made',
    created.createCampaign.campaign,
    created.createCampaign.userErrors,
  );
  const published = await client<{ publishCampaign: { campaign: { id: string } | null; userErrors: UserError[] } }>(
    'mutation ReplayPublish($input: CampaignIdInput!) { publishCampaign(input: $input) { campaign { id } userErrors { message field } } }',
    { input: { id: campaign.id } },
  );
  succeeded(
    'The campaign could not be published',
    published.publishCampaign.campaign,
    published.publishCampaign.userErrors,
  );
  return campaign.id;
}

/** Puts videos of the same creator together, in their order. */
export function byCreator<Video extends KnownVideo>(videos: readonly Video[]): Map<string, Video[]> {
  const groups = new Map<string, Video[]>();
  for (const video of videos) {
    const group = groups.get(video.creatorId);
    if (group) group.push(video);
    else groups.set(video.creatorId, [video]);
  }
  return groups;
}

/** Links videos to a campaign, one collaboration per creator; `onLinked` is told the number of videos linked so far. */
export async function linkVideos(
  client: GraphClient,
  campaignId: string,
  videos: readonly KnownVideo[],
  linkedAt: string,
  onLinked: (count: number) => void = () => undefined,
): Promise<void> {
  let linked = 0;
  for (const [creatorId, ofCreator] of byCreator(videos)) {
    for (let start = 0; start < ofCreator.length; start += VIDEOS_AT_ONCE) {
      const videoIds = ofCreator.slice(start, start + VIDEOS_AT_ONCE).map((video) => video.id);
      const { importCollaboration: payload } = await client<{
        importCollaboration: { collaboration: { id: string } | null; userErrors: UserError[] };
      }>(
        'mutation ReplayLink($input: ImportCollaborationInput!) { importCollaboration(input: $input) { collaboration { id } userErrors { message field } } }',
        { input: { campaignId, creatorId, videoIds, linkedAt } },
      );
      succeeded(`The videos of creator ${creatorId} could not be linked`, payload.collaboration, payload.userErrors);
      onLinked((linked += videoIds.length));
    }
  }
}

interface LinksPage {
  campaign: {
    collaborations: {
      nodes: {
        creator: { id: string } | null;
        deliverables: {
          publishedAt: string | null;
          video: { id: string; platform: string; platformVideoId: string; postedAt: string | null } | null;
        }[];
      }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
}

/** Reads which videos count for a campaign, and since when, from the graph. */
export async function readLinks(
  client: GraphClient,
  campaignId: string,
): Promise<{ links: VideoLink[]; videos: KnownVideo[] }> {
  const links: VideoLink[] = [];
  const videos: KnownVideo[] = [];
  let after: string | null = null;
  do {
    const data: LinksPage = await client(
      `query ReplayLinks($id: ID!, $after: String) {
        campaign(id: $id) {
          collaborations(first: 10, after: $after) {
            nodes { creator { id } deliverables { publishedAt video { id platform platformVideoId postedAt } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }`,
      { id: campaignId, after },
    );
    if (!data.campaign)
      throw new CommandFailure(
        `There is no campaign ${campaignId}.`,
        'Name one that is there with --campaign, or pass --campaign new.',
      );
    const { nodes, pageInfo } = data.campaign.collaborations;
    for (const { creator, deliverables } of nodes) {
      for (const { publishedAt, video } of deliverables) {
        if (!video || publishedAt === null) continue;
        const key = videoKey(video);
        links.push({ video: key, linkedAt: new Date(publishedAt).toISOString(), postedAt: video.postedAt });
        videos.push({ id: video.id, creatorId: creator?.id ?? '', key, postedAt: video.postedAt });
      }
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { links, videos };
}

function succeeded<T>(what: string, value: T | null, userErrors: readonly UserError[]): T {
  if (value !== null && userErrors.length === 0) return value;
  const why = userErrors.map(({ message, field }) => (field ? `${message} (${field.join('.')})` : message)).join('; ');
  throw new CommandFailure(`${what}: ${why || 'the graph gave no reason'}.`);
}
