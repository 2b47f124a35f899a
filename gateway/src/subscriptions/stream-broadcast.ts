import type { ResultStream } from '../execution/executor.js';
import type { StreamPosition } from '../execution/stream-position.js';
import { resultText, type ClientResult } from '../operations/client-result.js';
import { ReadyEvent } from './ready-event.js';
import { RecentEvents } from './recent-events.js';
import type { StreamSink } from './stream-sink.js';

/** Longest that readers are written to without letting others have a turn, in ms. */
const turn = 8;

/** How many readers are written to between two looks at the clock. */
const readersPerLook = 32;

/** One subscriber of a stream, and how far it has got. */
export class StreamMember {
  /** The stream that it reads now; it may be another one later. */
  stream: StreamBroadcast | undefined;
  /** Number of the last event of that stream that was written. */
  seen = 0;
  /** Whether the reader is behind, and nothing is written meanwhile. */
  parked = false;

  /** @param position of the last event that the subscriber has, as far as is known */
  constructor(
    readonly sink: StreamSink,
    public position: StreamPosition | undefined,
  ) {}

  /** Ends the subscription from the subscriber's side. */
  leave(): void {
    this.stream?.remove(this);
  }
}

/** What a stream tells of itself. */
export interface StreamObserver {
  /** Events were written. @param count to how many readers */
  written(count: number): void;
  /** An event has been offered to all readers. */
  delivered(stream: StreamBroadcast): void;
  /** A reader has caught up with its socket, and what follows for it is not kept any more. */
  fallenBehind(member: StreamMember): void;
  /** The last reader has left, or the stream is over. */
  closed(stream: StreamBroadcast): void;
}

/** One upstream and one execution for all of its readers. */
export class StreamBroadcast {
  readonly members = new Set<StreamMember>();
  /** Aborted when nobody reads any more. */
  readonly abandoned = new AbortController();
  private readonly recent: RecentEvents;
  private source: ResultStream<ClientResult> | undefined;
  /** Set when the source has ended. Readers that are behind still get what is kept, and are told then. */
  private over: { error: Error | undefined } | undefined;
  /** Settles when the stream has begun, with the answer that refuses it, if one does. */
  opened: Promise<ClientResult | undefined> = Promise.resolve(undefined);

  /** @param start position after which it begins, if it was asked to begin after one */
  constructor(
    readonly start: string | undefined,
    private readonly observer: StreamObserver,
  ) {
    this.recent = new RecentEvents(start);
  }

  /** Whether an event has come. */
  get begun(): boolean {
    return this.recent.head > 0;
  }

  /** Number of the event at a position, where all that follow it can be read here. */
  numberAt(position: StreamPosition | undefined): number | undefined {
    if (this.over || position === undefined) return undefined;
    return this.recent.numberAt(String(position));
  }

  /** Takes a reader in that has seen the events up to a number. */
  add(member: StreamMember, seen: number): void {
    const before = member.stream;
    member.stream = this;
    member.seen = seen;
    this.members.add(member);
    before?.remove(member);
    this.observer.written(this.serve(member));
  }

  /** Lets a reader go, and with the last one the source. */
  remove(member: StreamMember): void {
    if (!this.members.delete(member)) return;
    if (member.stream === this) member.stream = undefined;
    if (this.members.size || this.over) return;
    this.over = { error: undefined };
    this.abandoned.abort();
    void this.source?.return();
    this.observer.closed(this);
  }

  /** Moves the readers over that can read on in another stream. */
  foldInto(other: StreamBroadcast): void {
    for (const member of this.members) {
      const number = other.numberAt(member.position);
      if (number !== undefined) other.add(member, number);
    }
  }

  /** Reads the source to its end. */
  async follow(source: ResultStream<ClientResult>): Promise<void> {
    this.source = source;
    if (this.over) return void source.return();
    try {
      for (;;) {
        const result = await source.next();
        if (result.done || this.over) break;
        this.recent.push(new ReadyEvent(resultText(result.value), result.value.position));
        await this.distribute();
      }
      this.finish();
    } catch (error) {
      this.finish(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Writes what a reader has not seen yet, as far as it takes it. @returns how many events that were */
  private serve(member: StreamMember): number {
    const { recent } = this;
    let count = 0;
    while (!member.parked && member.stream === this && member.seen < recent.head) {
      const event = recent.at(member.seen + 1);
      if (!event) {
        this.observer.fallenBehind(member);
        break;
      }
      if (!member.sink.write(event)) {
        member.parked = true;
        member.sink.whenFree(() => {
          member.parked = false;
          if (member.stream) this.observer.written(member.stream.serve(member));
        });
        break;
      }
      count += 1;
      member.seen += 1;
      member.position = event.position ?? member.position;
    }
    if (this.over && member.stream === this && member.seen === recent.head) this.tell(member, this.over.error);
    return count;
  }

  private async distribute(): Promise<void> {
    let turnEnds = performance.now() + turn;
    let readers = 0;
    let count = 0;
    for (const member of this.members) {
      count += this.serve(member);
      readers += 1;
      if (readers % readersPerLook || performance.now() < turnEnds) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turnEnds = performance.now() + turn;
    }
    this.observer.written(count);
    this.observer.delivered(this);
  }

  private finish(error?: Error): void {
    if (this.over) return;
    this.over = { error };
    this.observer.closed(this);
    for (const member of this.members) this.serve(member);
  }

  private tell(member: StreamMember, error: Error | undefined): void {
    this.members.delete(member);
    member.stream = undefined;
    member.sink.end(error);
  }
}
