import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { z } from 'zod';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import { StartError } from './start-error.js';

const secretsShape = z.object({
  /** Key of the viewer assertions between gateway and services. */
  assertionSecret: z.string().min(32),
  /** What the operator shows the built-in token issuer. */
  issuerSecret: z.string().min(32),
});

/** Secrets of one installation. */
export interface Secrets extends z.infer<typeof secretsShape> {
  /** File with the private key (JWK, ES256) that the built-in issuer signs tokens with. */
  issuerKeyFile: string;
}

/**
 * Reads the secrets of a data folder; the first time, makes them. Only the owner may read the files.
 * @throws StartError where they are damaged
 */
export async function openSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  const content = readPrivateJson(file);
  const secrets =
    content === undefined
      ? { assertionSecret: randomSecret(), issuerSecret: randomSecret() }
      : secretsShape.safeParse(content).data;
  if (!secrets)
    throw new StartError(`The file ${file} is damaged: put back a copy of it, or delete it to have new secrets made.`);
  if (content === undefined) writePrivateJson(file, secrets);

  const issuerKeyFile = join(folder, 'issuer-key.json');
  if (readPrivateJson(issuerKeyFile) === undefined) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ format: 'jwk' }) as JWK;
    writePrivateJson(issuerKeyFile, { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' });
  }
  return { ...secrets, issuerKeyFile };
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
