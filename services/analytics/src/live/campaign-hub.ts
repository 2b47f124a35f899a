import { AsyncResource } from 'node:async_hooks';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { groupBy } from '#platform/collections/group-by.js';
import { WakeUpListener } from '#platform/events/listener.js';
import type { Logger } from '#platform/logging/logger.js';
import type { Metrics } from '#platform/metrics/metrics.js';
import type { Running } from '#platform/process/run-process.js';
import { campaignChannel, campaignsNamed } from '../campaigns/campaign-notice.js';
import type { CampaignChange } from '../campaigns/campaign-change.js';
import { CampaignChannel } from './campaign-channel.js';
import { readLog, readPicture, readSequence, type CampaignPicture } from './campaign-log.reader.js';

/** Most entries of one campaign that are read at a time. */
const pageSize = 200;

/**
 * Reads the logs of the campaigns that someone watches, once for all of their watchers. A wake-up says that there may be
 * something to read; one that is lost (with the listening connection, say) delays and never loses, because what is read
 * is always everything after the last sequence.
 */
export class CampaignHub implements Running {
  private readonly channels = new Map<string, CampaignChannel>();
  private readonly listener: WakeUpListener;
  private readonly watching: Gauge;
  /** Campaigns to read: those named, or all. */
  private due: Set<string> | 'all' = new Set();
  private reading: Promise<void> | undefined;
  private stopped = false;
  /** Reading serves every watcher, not the request that happened to wake it. */
  private readonly background = new AsyncResource('CampaignHub');

  constructor(
    private readonly dataSource: DataSource,
    url: string,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.watching = new Gauge({
      name: 'campaign_watchers',
      help: 'Open subscriptions to the numbers of campaigns.',
      registers: [metrics.registry],
    });
    this.listener = new WakeUpListener(url, campaignChannel, (payload) => this.wake(payload), logger);
  }

  private wake(payload: string): void {
    const named = campaignsNamed(payload);
    if (!named || this.due === 'all') this.due = 'all';
    else for (const id of named) this.due.add(id);
    this.startReading();
  }

  /** One reading at a time; what becomes due meanwhile is read right after. */
  private startReading(): void {
    if (this.reading || this.stopped) return;
    this.reading = this.background
      .runInAsyncScope(() => this.readDue())
      .finally(() => {
        this.reading = undefined;
        if (this.due === 'all' || this.due.size) this.startReading();
      });
  }

  private async readDue(): Promise<void> {
    try {
      for (;;) {
        const { due } = this;
        this.due = new Set();
        const channels = due === 'all' ? [...this.channels.values()] : this.watchedOf(due);
        if (!channels.length) return;
        await this.read(channels);
      }
    } catch (error) {
      // The next wake-up or poll reads again, from the same positions.
      this.logger.warn({ err: error }, 'campaign logs could not be read');
    }
  }

  private watchedOf(ids: ReadonlySet<string>): CampaignChannel[] {
    return [...ids].flatMap((id) => this.channels.get(id) ?? []);
  }

  private async read(channels: readonly CampaignChannel[]): Promise<void> {
    let rest = channels;
    while (rest.length) {
      const changes = await readLog(this.dataSource, rest, pageSize);
      const byCampaign = groupBy(changes, (change) => change.campaignId);
      rest = rest.filter((channel) => {
        const read = byCampaign.get(channel.campaignId) ?? [];
        channel.push(read);
        return read.length === pageSize;
      });
    }
  }

  /** Begins to watch a campaign; `release` ends it. */
  async watch(campaignId: string): Promise<CampaignWatch> {
    let channel = this.channels.get(campaignId);
    if (!channel) {
      const sequence = await readSequence(this.dataSource, campaignId);
      // Someone else may have begun meanwhile.
      channel = this.channels.get(campaignId) ?? new CampaignChannel(campaignId, sequence);
      this.channels.set(campaignId, channel);
      // What was logged between reading the sequence and now had nobody to wake.
      if (channel.watchers === 0) this.wake(campaignId);
    }
    channel.watchers += 1;
    this.watching.inc();
    return new CampaignWatch(this.dataSource, channel, () => this.release(channel));
  }

  private release(channel: CampaignChannel): void {
    this.watching.dec();
    channel.watchers -= 1;
    if (channel.watchers === 0) this.channels.delete(channel.campaignId);
  }

  /** Stops listening and reading; subscriptions end with the server. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.listener.stop();
    await this.reading;
  }
}

/** One watcher's view of a campaign. */
export class CampaignWatch {
  private released = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly channel: CampaignChannel,
    private readonly onRelease: () => void,
  ) {}

  /** Sequence of the last change that is known of. */
  get sequence(): number {
    return this.channel.sequence;
  }

  /** Waits until there is a change after a position, or until `signal` is aborted. */
  beyond(position: number, signal: AbortSignal): Promise<void> {
    return this.channel.beyond(position, signal);
  }

  /**
   * All numbers as they stand. Those who ask at once share one: it may be a moment old, and the changes since then
   * follow it as they follow any other.
   */
  picture(): Promise<CampaignPicture> {
    const { channel } = this;
    channel.picture ??= readPicture(this.dataSource, channel.campaignId).finally(() => (channel.picture = undefined));
    return channel.picture;
  }

  /** Sequence of the last change that is committed. */
  committedSequence(): Promise<number> {
    return readSequence(this.dataSource, this.channel.campaignId);
  }

  /**
   * Changes after a position, the first of them at least.
   * @returns undefined when the log does not hold the change that follows the position any more
   */
  async changesAfter(position: number): Promise<CampaignChange[] | undefined> {
    const recent = this.channel.recentAfter(position);
    if (recent?.length) return recent;
    const read = await readLog(
      this.dataSource,
      [{ campaignId: this.channel.campaignId, sequence: position }],
      pageSize,
    );
    return read[0]?.sequence === position + 1 ? read : undefined;
  }

  /** Ends watching. */
  release(): void {
    if (this.released) return;
    this.released = true;
    this.onRelease();
  }
}
