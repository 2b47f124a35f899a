import { expect, it } from '@jest/globals';
import { federationOne } from '../gateway/federation-one.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

it('gives an entity one owner, whom the others extend by external keys', () => {
  const written = federationOne({
    reviews: `${link} type Query { newest: Product } type Product @key(fields: "upc", resolvable: true) { upc: String! reviews: [String] }`,
    products: `${link} type Query { top: Product } type Product @key(fields: "upc") { upc: String! name: String @shareable price: Int }`,
  });
  expect(written.reviews).toContain('extend type Product @key(fields: "upc")');
  expect(written.reviews).toContain('upc: String! @external');
  expect(written.products).toMatch(/^type Product @key\(fields: "upc"\) \{\n {2}upc: String!\n {2}name: String\n/m);
  expect(written.products).toContain('extend type Query');
  expect(Object.values(written).join()).not.toMatch(/@link|@shareable|resolvable/);
});
