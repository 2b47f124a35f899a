/** Longest id that a platform gives an account or a video, in characters; longer ones are no ids. */
export const maxAccountIdLength = 100;
/** Longest handle, in characters; some platforms show channel names as handles. */
export const maxHandleLength = 150;
export const maxUrlLength = 2_048;

/** Whether a text is the address of a page. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
