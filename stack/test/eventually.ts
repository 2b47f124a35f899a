/** Waits, up to 15 s, for something that soon becomes so. */
export async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('It did not become so within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
