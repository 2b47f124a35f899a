import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Counters of one row of a recording. */
interface RecordedRow {
  accountId: string;
  nickname: string;
  handle: string;
  videoId: string;
  plays: number;
  likes: number;
}

/** What a recording holds, for the test to compare with. */
export interface Recording {
  /** Days, as in the names of the files. */
  days: string[];
  /** Handles of the creators in the recording. */
  handles: string[];
  /** Platform ids of all videos. */
  videoIds: string[];
  /** First and last value stored per video, by the rule that the first row for a moment counts. */
  firstAndLast: Map<string, { first: { plays: number; likes: number }; last: { plays: number; likes: number } }>;
  /** Rows whose numbers contradict an earlier row for the same moment. */
  conflicts: number;
  /** Steps in which a counter fell. */
  falls: number;
}

const cell = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;

/**
 * Writes dated snapshot files as a platform's trending pages are crawled, with the quirks of the real ones: 19-digit
 * ids, a row per creator and video, the same video again in the posts file (the same numbers, or others), duplicate
 * rows within a day, counts that fall, urls with a literal `@username`, times without a zone, days that are missing.
 */
export async function writeRecording(folder: string, creators = 8, videosEach = 5): Promise<Recording> {
  await mkdir(folder, { recursive: true });
  const days = ['2025-09-24', '2025-09-25', '2025-09-26', '2025-09-29', '2025-09-30'];
  const recording: Recording = { days, handles: [], videoIds: [], firstAndLast: new Map(), conflicts: 0, falls: 0 };
  const last = new Map<string, { plays: number; likes: number }>();
  for (const [d, day] of days.entries()) {
    const rows: RecordedRow[] = [];
    for (let c = 0; c < creators; c += 1) {
      for (let v = 0; v < videosEach; v += 1) {
        if ((c + v + d) % 7 === 6) continue; // Not every video is seen every day.
        const n = c * videosEach + v;
        const falls = d === 3 && n % 9 === 4;
        const plays = 10_000 * (n + 1) + d * 1_234 * (v + 1) - (falls ? 9_000 : 0);
        const row = {
          accountId: `74783128497836042${String(10 + c)}`,
          nickname: `Bà ${c} "ngoại" 🌸`,
          handle: `creator.${c}`,
          videoId: `75510314851559${String(10_000 + n)}`,
          plays,
          likes: Math.floor(plays / 20),
        };
        rows.push(row);
        const before = last.get(row.videoId);
        if (before && before.plays > plays) recording.falls += 1;
        last.set(row.videoId, row);
        const known = recording.firstAndLast.get(row.videoId);
        const value = { plays: row.plays, likes: row.likes };
        recording.firstAndLast.set(row.videoId, { first: known?.first ?? value, last: value });
      }
    }
    const time = '18:11:30';
    const creatorLines = rows.map((row, index) =>
      [
        row.nickname,
        row.handle,
        row.accountId,
        253_116 + d,
        index + 1,
        'Entertainment',
        row.videoId,
        'Xin chào 😱 #hello',
        `https://www.tiktok.com/@${row.handle}/video/${row.videoId}`,
        `https://www.tiktok.com/@${row.handle}`,
        row.plays,
        row.likes,
        1,
        day,
        time,
      ]
        .map(cell)
        .join(','),
    );
    creatorLines.push(creatorLines[0]!); // The same row twice.
    await writeFile(
      join(folder, `${day}.creators.csv`),
      [
        '"nickname","uniqueId","user_id","follower_count","creator_rank","video_type","video_item_id","video_name","video_url","profile_url","video_play_count","video_like_count","video_rank","crawl_date","crawl_time"',
        ...creatorLines,
        '',
      ].join('\n'),
    );
    const posts = rows.filter((_row, index) => index % 5 === 0);
    const postLines = posts.map((row, index) => {
      const other = index % 2 === 0 ? 0 : 17;
      if (other) recording.conflicts += 1;
      return [
        `https://tiktok.com/@username/video/${row.videoId}`,
        row.nickname,
        row.accountId,
        row.videoId,
        'Xin chào 😱 #hello',
        'Entertainment',
        row.likes,
        row.plays + other,
        day,
        time,
      ]
        .map(cell)
        .join(',');
    });
    await writeFile(
      join(folder, `${day}.posts.csv`),
      [
        '"url","nickname","user_id","item_id","item_name","genre","like_count","play_count","crawl_date","crawl_time"',
        ...postLines,
        '',
      ].join('\n'),
    );
  }
  recording.handles = Array.from({ length: creators }, (_, c) => `creator.${c}`);
  recording.videoIds = [...recording.firstAndLast.keys()];
  return recording;
}
