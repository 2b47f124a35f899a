/** What the gateway tells the page; explorer-page.ts writes it. */
export interface PageConfiguration {
  /** Changes with the operations, so that tabs kept by a browser do not outlive them. */
  edition: string;
  /** Known operations, one tab each, in this order. */
  tabs: { query: string; variables: string }[];
}

/**
 * Reads the configuration that stands in the page as a block of JSON, which no content policy needs to allow.
 * @throws Error when the page has none
 */
export function readConfiguration(): PageConfiguration {
  const text = document.getElementById('explorer-configuration')?.textContent;
  if (!text) throw new Error('The page has no configuration.');
  return JSON.parse(text) as PageConfiguration;
}
