/** Topics of content, as the marketplace names them. */
export const CATEGORIES = [
  'beauty',
  'fashion',
  'food',
  'travel',
  'fitness',
  'gaming',
  'music',
  'dance',
  'comedy',
  'education',
  'technology',
  'parenting',
  'pets',
  'home',
  'cars',
  'sports',
  'art',
  'books',
  'finance',
  'health',
] as const;

/** A topic of content. */
export type Category = (typeof CATEGORIES)[number];

/** How common each topic is among creators. */
export const CATEGORY_WEIGHTS: Readonly<Record<Category, number>> = {
  beauty: 12,
  fashion: 10,
  food: 11,
  travel: 8,
  fitness: 6,
  gaming: 7,
  music: 6,
  dance: 6,
  comedy: 9,
  education: 5,
  technology: 5,
  parenting: 4,
  pets: 5,
  home: 4,
  cars: 3,
  sports: 4,
  art: 4,
  books: 2,
  finance: 2,
  health: 3,
};
