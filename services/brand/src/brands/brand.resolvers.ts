import { isId } from '#platform/database/identifiers.js';
import { unauthenticated } from '#platform/errors/graphql-errors.js';
import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, QueryResolvers, Resolvers } from '#schema/__generated__/brand.js';
import type { BrandContext } from '../context.js';
import type { BrandEntity } from './brand.entity.js';
import { mayReadBrands, mayReadPrivateSide, partiesOf } from './brand.policy.js';
import { availableActions } from './brand.status.js';

/** A brand the viewer may read; null if there is none. */
async function readBrand(id: string, { viewer, loaders }: BrandContext): Promise<BrandEntity | null> {
  if (!mayReadBrands(viewer)) throw unauthenticated();
  return isId(id) ? loaders.brandById.load(id.toLowerCase()) : null;
}

export const brandQueries: QueryResolvers = {
  brand: (_parent, { id }, context) => readBrand(id, context),
  brands: (_parent, page, { viewer, brands }) => brands.list(viewer, page),
};

export const brandMutations: MutationResolvers = {
  registerBrand: (_parent, { input }, { brands }) =>
    mutationPayload({ brand: null }, async () => ({ brand: await brands.register(input) })),
  activateBrand: (_parent, { input }, { brands }) =>
    mutationPayload({ brand: null }, async () => ({ brand: await brands.activate(input.token) })),
  suspendBrand: (_parent, { input }, { brands, viewer }) =>
    mutationPayload({ brand: null }, async () => ({ brand: await brands.moveAsOperator(viewer, input.id, 'SUSPEND') })),
  reinstateBrand: (_parent, { input }, { brands, viewer }) =>
    mutationPayload({ brand: null }, async () => ({
      brand: await brands.moveAsOperator(viewer, input.id, 'REINSTATE'),
    })),
  linkAdsManagerAccount: (_parent, { input }, { brands, viewer }) =>
    mutationPayload({ brand: null }, async () => ({ brand: await brands.linkAdsManagerAccount(viewer, input) })),
};

export const brandTypes = {
  Brand: {
    __resolveReference: ({ id }, context) => readBrand(id, context),
    availableActions: (brand, _arguments, { viewer }) => availableActions(brand.status, partiesOf(viewer, brand.id)),
    email: (brand, _arguments, { viewer }) => (mayReadPrivateSide(viewer, brand.id) ? brand.email : null),
    phone: (brand, _arguments, { viewer }) => (mayReadPrivateSide(viewer, brand.id) ? brand.phone : null),
    adsManagerAccount: (brand, _arguments, { viewer }) =>
      mayReadPrivateSide(viewer, brand.id) && brand.advertiserId !== null && brand.advertiserLinkedAt !== null
        ? { advertiserId: brand.advertiserId, linkedAt: brand.advertiserLinkedAt }
        : null,
  },
  BrandConnection: {
    totalCount: (_page, _arguments, { brands }) => brands.count(),
  },
} satisfies Resolvers;
