import type { StreamPosition } from '../execution/stream-position.js';

/** Payloads above this many bytes are not copied for each reader. */
const copiedBytes = 8_192;

/** A text frame, whole, unmasked (RFC 6455, 5.2). */
const textFrame = 0x81;

/** Where a frame can be written to, in one piece or in two that go out together. */
export interface FrameOutput {
  write(chunk: Buffer): boolean;
  /** Bytes that were written and still wait here. */
  readonly writableLength: number;
  cork(): void;
  uncork(): void;
}

/**
 * An event of a stream, written once for all of its readers: as a `next` message of graphql-transport-ws in a frame of
 * its own, or as an event of graphql-sse. All that differs between readers is the id of their operation, which is put
 * last.
 */
export class ReadyEvent {
  private readonly payload: Buffer;
  /** A frame that nobody holds, of whichever event was written last: all but its tail is as the next reader gets it. */
  private static spare: { head: Buffer; frame: Buffer } | undefined;
  private head: { tail: number; bytes: Buffer } | undefined;
  private block: Buffer | undefined;

  /**
   * @param text the result as JSON
   * @param position where it stands in its stream, if streams of its kind have positions
   */
  constructor(
    text: string,
    readonly position: StreamPosition | undefined,
  ) {
    this.payload = Buffer.from(text);
  }

  get size(): number {
    return this.payload.length;
  }

  /** What follows the payload for an operation; made once per operation. */
  static tailFor(id: string): Buffer {
    return Buffer.from(`,"id":${JSON.stringify(id)}}`);
  }

  /** Writes the event to a WebSocket as `{"type":"next","payload":…,"id":…}`. */
  writeFrame(output: FrameOutput, tail: Buffer): void {
    const head = this.headFor(tail.length);
    if (this.payload.length > copiedBytes) {
      output.cork();
      output.write(head);
      output.write(tail);
      output.uncork();
      return;
    }
    const { spare } = ReadyEvent;
    const whole = spare?.head === head ? spare : { head, frame: Buffer.concat([head, tail]) };
    whole.frame.set(tail, head.length);
    output.write(whole.frame);
    // What the kernel has taken is free again; what waits belongs to that reader until it has gone.
    ReadyEvent.spare = output.writableLength ? undefined : whole;
  }

  /** The event as Server-Sent Events have it. */
  eventBlock(): Buffer {
    if (!this.block) {
      // Line breaks can only stand between the tokens of JSON; in a field of an event they would end it.
      const data = this.payload.toString().replace(/[\r\n]+/g, ' ');
      this.block = Buffer.from(`event: next\ndata: ${data}\n\n`);
    }
    return this.block;
  }

  /** Frame header and message up to the tail. Ids of one length, the common case, share it. */
  private headFor(tail: number): Buffer {
    if (this.head?.tail === tail) return this.head.bytes;
    const start = Buffer.from('{"type":"next","payload":');
    const bytes = Buffer.concat([frameHeader(start.length + this.payload.length + tail), start, this.payload]);
    this.head = { tail, bytes };
    return bytes;
  }
}

function frameHeader(length: number): Buffer {
  if (length < 126) return Buffer.from([textFrame, length]);
  if (length < 65_536) {
    const header = Buffer.from([textFrame, 126, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header[0] = textFrame;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
