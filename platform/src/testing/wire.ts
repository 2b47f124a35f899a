import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A network between a client and a server, of which a test says how it behaves. Close it. */
export class Wire {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** Keeps connections open and passes nothing. */
  cut = false;
  /** How much later than the server's last word the client hears that it has hung up, in ms. */
  endDelay = 0;

  private constructor(
    private readonly host: string,
    private readonly port: number,
  ) {
    this.server = createServer((near) => {
      const far = connect(this.port, this.host);
      this.pass(near, far);
      this.pass(far, near);
      near.on('close', () => far.destroy());
      far.on('close', () => setTimeout(() => near.destroy(), this.endDelay));
    });
  }

  /** Puts a wire before the server of a URL. @returns it, and the URL to use instead */
  static async before(url: string): Promise<{ wire: Wire; url: string }> {
    const there = new URL(url);
    const wire = new Wire(there.hostname, Number(there.port || 5432));
    await new Promise<void>((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
    there.hostname = '127.0.0.1';
    there.port = String((wire.server.address() as AddressInfo).port);
    return { wire, url: there.href };
  }

  /** Breaks all connections off and takes no more. */
  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => this.cut || to.write(bytes));
    from.on('error', () => undefined);
    from.on('close', () => this.sockets.delete(from));
  }
}
