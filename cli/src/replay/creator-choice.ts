import { CommandFailure } from '../command-failure.js';
import type { ImportedVideo } from '../sources/target-fields.js';
import type { Capture } from './expected-totals.js';
import { type KnownVideo, byCreator } from './replay-campaign.js';

/** A video of the recording with what the source says of its owner. */
export interface OwnedVideo extends KnownVideo {
  readonly platformAccountId: string | null;
  /** Without `@`. */
  readonly handle: string | null;
}

/** Puts together what was sent of a video and what the graph answered. */
export function ownedVideo(key: string, item: ImportedVideo, id: string, creatorId: string): OwnedVideo {
  return {
    id,
    creatorId,
    key,
    postedAt: item.postedAt ?? null,
    platformAccountId: item.platformAccountId ?? null,
    handle: item.handle ?? null,
  };
}

/**
 * Videos of the chosen creators.
 * @param choice a number (the creators with the most videos that were captured more than once), or creators by id, platform
 *   account id or handle, separated by commas
 * @throws CommandFailure when a named creator is not in the recording
 */
export function videosOfChosen(
  choice: string,
  videos: readonly OwnedVideo[],
  standing: ReadonlyMap<string, readonly Capture[]>,
): OwnedVideo[] {
  const captured = videos.filter((video) => standing.has(video.key));
  // Seven digits and more are an account id.
  if (/^\d{1,6}$/.test(choice.trim())) return videosOfBusiest(Number(choice), captured, standing);
  const names = choice.split(',').map((name) => name.trim().replace(/^@/, '').toLowerCase());
  const wanted = new Set(names.filter((name) => name !== ''));
  const found = new Set<string>();
  const chosen = captured.filter((video) => {
    const matches = namesOf(video).filter((name) => wanted.has(name));
    for (const name of matches) found.add(name);
    return matches.length > 0;
  });
  const missing = [...wanted].filter((name) => !found.has(name));
  if (missing.length > 0 || chosen.length === 0) {
    throw new CommandFailure(
      `The recording has no videos of ${missing.join(', ') || 'these creators'}.`,
      'Name creators by handle or platform account id, or say how many to take: --creators 20.',
    );
  }
  return chosen;
}

function namesOf(video: OwnedVideo): string[] {
  return [video.creatorId, video.platformAccountId, video.handle].flatMap((name) =>
    name === null ? [] : [name.toLowerCase()],
  );
}

function videosOfBusiest(
  count: number,
  videos: readonly OwnedVideo[],
  standing: ReadonlyMap<string, readonly Capture[]>,
): OwnedVideo[] {
  const moving = (list: readonly OwnedVideo[]) =>
    list.filter((video) => (standing.get(video.key)?.length ?? 0) > 1).length;
  const ranked = [...byCreator(videos).values()]
    .map((list) => ({ list, moving: moving(list) }))
    .toSorted((a, b) => b.moving - a.moving || ((a.list[0]?.key ?? '') < (b.list[0]?.key ?? '') ? -1 : 1));
  if (count < 1)
    throw new CommandFailure('A campaign needs at least one creator.', 'Pass --creators with a number above 0.');
  return ranked.slice(0, count).flatMap(({ list }) => list);
}
