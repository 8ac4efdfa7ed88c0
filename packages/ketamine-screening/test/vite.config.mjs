// Fixed names, because the test's own page refers to them.
export default {
  base: './',
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    modulePreload: false,
    rollupOptions: { input: 'main.ts', output: { entryFileNames: 'main.js' } },
  },
};
