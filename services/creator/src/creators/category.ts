/** Longest name of a category, in characters. */
export const maxCategoryLength = 60;

/** A category as it is stored and compared: lower case, blanks folded. */
export function categoryOf(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** Categories without blanks and repetitions, in the order given. */
export function categoriesOf(texts: readonly string[]): string[] {
  return [...new Set(texts.map(categoryOf).filter((category) => category !== ''))];
}
