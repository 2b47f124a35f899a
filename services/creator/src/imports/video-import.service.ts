import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { Viewer } from '#platform/identity/viewer.js';
import type { ImportedVideoInput, ImportOutcome } from '#schema/__generated__/creator.js';
import { AccountBook } from '../creators/account-book.js';
import { storeRows } from '../storage/bulk-write.js';
import { VideoEntity } from '../videos/video.entity.js';
import { videoChanged } from '../videos/video.events.js';
import { lockVideosByKey } from '../videos/video.repository.js';
import { requireImport } from './creator-import.service.js';
import { checked } from './item-check.js';
import { applyVideoReport, readVideoReport, type VideoReport } from './video-report.js';

/** What came of one imported video. */
export interface VideoImportResult {
  outcome: ImportOutcome;
  message: string | null;
  field: string | null;
  video: VideoEntity | null;
}

const key = ({ platform, platformVideoId }: Pick<VideoEntity, 'platform' | 'platformVideoId'>): string =>
  `${platform} ${platformVideoId}`;

/** Taking in videos as platforms report them. */
export class VideoImportService {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a batch in one transaction; items for the same video are applied in the order sent. */
  async import(viewer: Viewer, items: readonly ImportedVideoInput[]): Promise<VideoImportResult[]> {
    requireImport(viewer, 'input.videos', items);
    const now = new Date();
    const reports = items.map((item) => checked(() => readVideoReport(item, now)));
    const good = reports.flatMap((report) => ('item' in report ? [report.item] : []));
    return inTransaction(this.dataSource, async (manager) => {
      const batch = await VideoBatch.open(manager, good);
      const results = reports.map((report): VideoImportResult => {
        if ('item' in report) return { ...batch.apply(report.item), message: null, field: null };
        return { outcome: 'REJECTED', message: report.rejection.message, field: report.rejection.field, video: null };
      });
      await batch.save();
      return results;
    });
  }
}

/** The videos of a batch with the accounts they name, read and locked, changed in memory, and written back. */
class VideoBatch {
  private readonly changed = new Set<VideoEntity>();
  private readonly publishedBefore = new Map<string, string>();

  private constructor(
    private readonly manager: EntityManager,
    private readonly book: AccountBook,
    private readonly videos: Map<string, VideoEntity>,
  ) {
    for (const video of videos.values()) this.publishedBefore.set(video.id, JSON.stringify(videoChanged(video)));
  }

  static async open(manager: EntityManager, reports: readonly VideoReport[]): Promise<VideoBatch> {
    // Videos are added under the accounts' lock too: two imports of one new video wait here for each other.
    const book = await AccountBook.open(
      manager,
      reports.map((report) => report.account),
    );
    const videos = await lockVideosByKey(manager, reports);
    return new VideoBatch(manager, book, new Map(videos.map((video) => [key(video), video])));
  }

  apply(report: VideoReport): Pick<VideoImportResult, 'outcome' | 'video'> {
    const entry = this.book.find(report.account);
    // A handle that a source adds is taken where none is known: this report has no time to weigh it by.
    if (entry && entry.account.handle === null && report.account.handle !== null)
      this.book.rename(entry.account, report.account.handle);
    const known = this.videos.get(key(report));
    if (known) {
      // A video stays with its creator: that a handle now means somebody else moves nothing.
      const { isNews, isChanged } = applyVideoReport(report, known);
      if (isNews) this.changed.add(known);
      return { outcome: isChanged ? 'UPDATED' : 'UNCHANGED', video: known };
    }
    const { creator } = entry ?? this.book.add(report.account, report.displayName);
    const video = Object.assign(new VideoEntity(), {
      id: newId(),
      creatorId: creator.id,
      platform: report.platform,
      platformVideoId: report.platformVideoId,
      caption: null,
      hashtags: [],
      url: null,
      durationSeconds: null,
      postedAt: null,
      reports: [],
    } satisfies VideoEntity);
    applyVideoReport(report, video);
    creator.videoCount += 1;
    this.videos.set(key(video), video);
    this.changed.add(video);
    return { outcome: 'CREATED', video };
  }

  /** Writes what changed, and tells the other services where it concerns them: of creators first. */
  async save(): Promise<void> {
    await this.book.save();
    const videos = [...this.changed];
    await storeRows(this.manager, VideoEntity, videos);
    const changes = videos.map((video) => videoChanged(video));
    await appendEvents(
      this.manager,
      changes.filter((event) => this.publishedBefore.get(event.aggregateId) !== JSON.stringify(event)),
    );
  }
}
