/** Styles: esbuild bundles them, they export nothing. */
declare module '*.css';
