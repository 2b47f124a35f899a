import type { EntityManager } from 'typeorm';
import { ensureVideos, holdVideos } from '../catalog/video.repository.js';
import { forEachCounter } from '../counters/counter.js';
import { findCapturesOfLinks, linkName } from '../snapshots/snapshot-history.repository.js';
import type { VideoTotal } from '../totals/video-total.js';
import { lockVideoTotals } from '../totals/video-total.repository.js';
import { findLinksOfVideos, insertLinks, refreshPostingTimes, type NewLink } from './campaign-link.repository.js';
import type { CampaignLink } from './campaign-link.js';
import { ensureCampaignTotals } from './campaign-total.repository.js';
import { applyLinkChanges, readingsOf } from './counting.js';
import { advance, neverReported, replaceState } from './gain.rules.js';

/** Links whose history is held in memory at a time. */
const chunkSize = 200;

/**
 * Links videos to campaigns. What they have gained since the moment of linking, which may lie in the past, counts at
 * once; captures that come meanwhile are counted either here or there, never in both and never in neither, since both
 * hold the lock of the video. A video that is linked already stays as it is.
 */
export async function linkVideos(manager: EntityManager, links: readonly NewLink[]): Promise<void> {
  if (!links.length) return;
  // The creator's feed may not have told of the video yet.
  await ensureVideos(
    manager,
    links.map((link) => ({ id: link.videoId, creatorId: link.creatorId })),
  );
  const videoIds = [...new Set(links.map((link) => link.videoId))];
  await holdVideos(manager, videoIds);
  const totals = await lockVideoTotals(manager, videoIds);
  await ensureCampaignTotals(
    manager,
    links.map((link) => link.campaignId),
  );
  await countAnew(manager, await insertLinks(manager, links), new Map(), totals);
}

/**
 * Works the gains of videos out anew, from all their captures: because a posting time became known that moves baselines,
 * or because history was loaded. The caller holds the videos (`holdVideos` or a change to them) and their totals.
 * @param before totals as the campaigns had taken them in
 * @param after totals as they are now
 */
export async function recountVideos(
  manager: EntityManager,
  before: ReadonlyMap<string, VideoTotal>,
  after: ReadonlyMap<string, VideoTotal>,
): Promise<void> {
  const videoIds = [...after.keys()];
  await refreshPostingTimes(manager, videoIds);
  await countAnew(manager, await findLinksOfVideos(manager, videoIds), before, after);
}

/** A video that is not in `before` is new to the campaign. */
async function countAnew(
  manager: EntityManager,
  links: readonly CampaignLink[],
  before: ReadonlyMap<string, VideoTotal>,
  after: ReadonlyMap<string, VideoTotal>,
): Promise<void> {
  for (let start = 0; start < links.length; start += chunkSize) {
    const chunk = links.slice(start, start + chunkSize);
    const history = await findCapturesOfLinks(manager, chunk);
    await applyLinkChanges(
      manager,
      chunk.map((link) => {
        const total = before.get(link.videoId);
        const captures = history.get(linkName(link)) ?? [];
        const states = forEachCounter((counter) => ({
          baseline: link.baselines[counter],
          latest: (link.baselines[counter] && total?.latest[counter]) ?? null,
        }));
        return {
          link,
          isNew: !total,
          asOfBefore: total?.asOf ?? null,
          asOf: after.get(link.videoId)?.asOf ?? null,
          before: states,
          steps: forEachCounter((counter) =>
            replaceState(states[counter], advance(link, neverReported, readingsOf(captures, counter))),
          ),
        };
      }),
    );
  }
}
