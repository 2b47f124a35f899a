/** The part of a file name that says nothing; null when every part tells. */
export function emptyPart(fileName: string): string | null;
