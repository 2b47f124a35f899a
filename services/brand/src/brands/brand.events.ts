import type { OutboxEvent } from '#platform/events/outbox.js';
import type { BrandEntity } from './brand.entity.js';

/** Tells other services how a brand stands now. */
export function brandChanged(brand: Pick<BrandEntity, 'id' | 'name' | 'industry' | 'country' | 'status'>): OutboxEvent {
  const { id, name, industry, country, status } = brand;
  return {
    aggregateType: 'brand',
    aggregateId: id,
    type: 'brand.changed',
    payload: { brandId: id, name, industry, country, status },
  };
}
