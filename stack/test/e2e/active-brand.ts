import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '#platform/testing/until.js';
import { GraphClient } from './graph-client.js';

/** The activation token in the mail to an address, read where the embedded stack leaves its mails. */
export async function activationToken(dataFolder: string, address: string): Promise<string> {
  let token: string | undefined;
  const mails = join(dataFolder, 'mail');
  await until(async () => {
    // What a file is called while it is written is no concern of a reader: it may be renamed before it is opened.
    const names = (await readdir(mails).catch(() => [])).filter((name) => name.endsWith('.eml'));
    for (const name of names) {
      const text = (await readFile(join(mails, name), 'utf8')).replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      if (text.includes(address)) token = /^([A-Za-z0-9_-]{40,})$/m.exec(text.replaceAll('\r', ''))?.[1];
    }
    return token !== undefined;
  });
  return token!;
}

/** Registers a brand and uses the token of its mail, as a newcomer would. @returns its id */
export async function activeBrand(gatewayUrl: string, dataFolder: string, name: string): Promise<string> {
  const anonymous = new GraphClient(gatewayUrl);
  const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@brand.example`;
  const { registerBrand } = await anonymous.must(
    `mutation ($name: String!, $email: String!) { registerBrand(input: { name: $name, email: $email, phone: "+84901234567" }) { brand { id } userErrors { code message } } }`,
    { name, email },
  );
  const { activateBrand } = await anonymous.must(
    `mutation ($token: String!) { activateBrand(input: { token: $token }) { brand { id status } userErrors { code } } }`,
    { token: await activationToken(dataFolder, email) },
  );
  if (activateBrand.brand.status !== 'ACTIVE') throw new Error(`The brand is ${activateBrand.brand.status}.`);
  return registerBrand.brand.id;
}
