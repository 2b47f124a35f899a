import type { CampaignPhrases } from './campaign-phrases.js';
import type { Role } from './collaboration-casting.js';
import { demoId } from './demo-id.js';
import { HOUR, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { DeliverableRecord, DeliverableStatusName, TermsDeliverableRecord } from './records.js';

/** What is made in a collaboration; times are offsets. */
export interface Production {
  /** Id and number of the collaboration. */
  id: string;
  number: number;
  role: Role;
  /** What was agreed on. */
  work: readonly TermsDeliverableRecord[];
  agreed: number;
  /** Up to when drafts came. */
  horizon: number;
  /** Up to when something may have happened. */
  limit: number;
  phrases: CampaignPhrases;
}

/** A collaboration has at most this many deliverables, which keeps their numbers apart. */
const NUMBERS_EACH = 10;
/** A link follows the video within this time. */
const LATEST_LINK = 20 * HOUR;
/** States of work in production, in turn; the first makes sure that a draft is open. */
const IN_PRODUCTION: readonly DeliverableStatusName[] = ['SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED', 'PLANNED'];

/** How many pieces of work a role agrees on: one for each video, and what is not public. */
export function pieceCount(role: Role, random: RandomStream): number {
  if (role.stage === 'LIVE') return role.videos.length + (random.chance(0.12) ? 1 : 0);
  if (role.stage === 'IN_PRODUCTION') return role.videos.length + random.integer(1, 3);
  return random.integer(1, 3);
}

/** Deliverables of an agreed collaboration, and the offset of the last thing that happened to one of them. */
export function generateDeliverables(
  world: DemoWorld,
  production: Production,
  random: RandomStream,
): { deliverables: DeliverableRecord[]; lastAt: number } {
  let lastAt = production.agreed;
  const deliverables = production.work.map((piece, i): DeliverableRecord => {
    const id = demoId('deliverable', production.number * NUMBERS_EACH + i);
    const status = statusOf(production, i, random);
    const video = production.role.videos[i];
    const draftBy = video?.posted ?? production.horizon;
    const submitted = production.agreed + (draftBy - production.agreed) * random.between(0.2, 0.8);
    const planned = status === 'PLANNED';
    const linked = video
      ? video.posted + Math.min(LATEST_LINK, production.limit - video.posted) * random.between(0.02, 0.9)
      : null;
    if (!planned) lastAt = Math.max(lastAt, linked ?? submitted);
    return {
      id,
      collaborationId: production.id,
      content: piece.content,
      title: piece.title,
      dueAt: piece.dueAt,
      status,
      draftUrl: planned ? null : `https://drafts.example/${id}`,
      reviewComment: reviewComment(status, production.phrases, random),
      submittedAt: planned ? null : world.at(submitted),
      videoId: video ? demoId('video', video.n) : null,
      publishedAt: linked === null ? null : world.at(linked),
    };
  });
  return { deliverables, lastAt };
}

/** The first pieces are those with a video; what follows depends on how far the collaboration got. */
function statusOf({ role, number }: Production, i: number, random: RandomStream): DeliverableStatusName {
  if (i < role.videos.length) return random.chance(role.status === 'COMPLETED' ? 0.85 : 0.4) ? 'VERIFIED' : 'PUBLISHED';
  if (role.stage === 'LIVE') return 'REJECTED';
  if (role.stage === 'AGREED') return 'PLANNED';
  const place = i - role.videos.length;
  if (place > 0 && random.chance(0.1)) return 'REJECTED';
  // The first open piece has a draft: a first draft is what puts a collaboration in production.
  const choice = place === 0 ? number % 3 : (number + place) % IN_PRODUCTION.length;
  return IN_PRODUCTION[choice] ?? 'SUBMITTED';
}

function reviewComment(status: DeliverableStatusName, phrases: CampaignPhrases, random: RandomStream): string | null {
  if (status === 'CHANGES_REQUESTED') return random.pick(phrases.changeRequests);
  return status === 'REJECTED' ? random.pick(phrases.rejections) : null;
}
