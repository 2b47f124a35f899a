/** Key of viewer assertions in tests. */
export const testSecret = 'a-secret-for-tests-of-at-least-32-characters';
