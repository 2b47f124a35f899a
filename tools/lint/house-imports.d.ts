/** Says why one file must not import another; null when it may. Paths are below the root. */
export function importProblem(from: string, to: string, specifier: string): string | null;
