import type { IncomingMessage } from 'node:http';

/**
 * Whether something in front of this server may have read a request in another way, so that the two take different bytes
 * for the next one or different hosts for the asked one. Node's parser lets these pass: several Host fields (RFC 9112,
 * 3.2), chunks in HTTP/1.0 (6.1), and other versions than 1.0 and 1.1.
 */
export function isAmbiguous({ httpVersion, headers, rawHeaders }: IncomingMessage): boolean {
  if (httpVersion !== '1.1' && (httpVersion !== '1.0' || headers['transfer-encoding'] !== undefined)) return true;
  let hosts = 0;
  // Names and values by turns.
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1;
}
