/** Most hashtags kept of one video. */
const maxHashtags = 100;
const maxHashtagLength = 100;

/** A hashtag as it is stored: lower case, without `#`; empty for nothing. */
export function hashtagOf(text: string): string {
  return [...text.normalize('NFKC').trim().replace(/^#+/u, '').toLowerCase()].slice(0, maxHashtagLength).join('');
}

/** Hashtags without repetitions, in the order given. */
export function hashtagsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.map(hashtagOf).filter((hashtag) => hashtag !== ''))].slice(0, maxHashtags);
}

/** The hashtags of a caption, in any script. */
export function hashtagsIn(caption: string): string[] {
  return hashtagsOf(
    [...caption.matchAll(/[#＃]([\p{L}\p{M}\p{N}_\u200c\u200d]+)/gu)].map(([, hashtag]) => hashtag ?? ''),
  );
}
