import { ApolloGateway } from '@apollo/gateway';
import { expect, it } from '@jest/globals';
import { supergraphSdl } from '#schema/subgraph-sdl.js';
import { supergraphAt, supergraphWithoutRights } from '../gateway/supergraph-copies.js';

it('makes a copy without rights that stock loads, and leaves the rest', async () => {
  const copy = supergraphWithoutRights(supergraphSdl());
  expect(copy).not.toMatch(/SECURITY\)|@authenticated|@requiresScopes/);
  expect(copy).toContain('@listSize');
  const gateway = new ApolloGateway({ supergraphSdl: copy });
  await expect(gateway.load()).resolves.toBeDefined();
  await gateway.stop();
});

it('puts addresses in, and refuses one of no subgraph', () => {
  const moved = supergraphAt(supergraphSdl(), { brand: 'http://localhost:1/$&' });
  expect(moved).toContain('@join__graph(name: "brand", url: "http://localhost:1/$&")');
  expect(() => supergraphAt(supergraphSdl(), { shop: 'http://localhost:1' })).toThrow('no subgraph shop');
});
