// What the build writes into the program (`define` in vite.config.ts).

declare global {
  /** Of package.json. */
  const __GATEHOUSE_VERSION__: string;
}

export {};
