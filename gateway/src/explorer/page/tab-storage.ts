import type { PageConfiguration } from './page-configuration.js';

/**
 * Storage for GraphiQL in which an edition of the known operations keeps its tabs apart from those of earlier editions.
 * `clear` forgets this edition only.
 */
export class TabStorage {
  readonly #prefix: string;

  constructor(configuration: PageConfiguration) {
    this.#prefix = `explorer:${configuration.edition}:`;
    for (const key of this.#keys(/^explorer:/)) {
      if (!key.startsWith(this.#prefix)) localStorage.removeItem(key);
    }
    // GraphiQL fills its first editors from these and not from the first tab.
    const [first] = configuration.tabs;
    if (first && this.getItem('graphiql:tabState') === null) {
      this.setItem('graphiql:query', first.query);
      this.setItem('graphiql:variables', first.variables);
    }
  }

  get length(): number {
    return this.#keys().length;
  }

  getItem(key: string): string | null {
    return localStorage.getItem(this.#prefix + key);
  }

  setItem(key: string, value: string): void {
    localStorage.setItem(this.#prefix + key, value);
  }

  removeItem(key: string): void {
    localStorage.removeItem(this.#prefix + key);
  }

  clear(): void {
    for (const key of this.#keys()) localStorage.removeItem(key);
  }

  #keys(pattern?: RegExp): string[] {
    return Object.keys(localStorage).filter((key) => (pattern ? pattern.test(key) : key.startsWith(this.#prefix)));
  }
}
