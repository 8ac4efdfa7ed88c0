// Bundles the pages of the renderers that are React components.
import { build } from 'esbuild';

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['pages/smart-forms.jsx', 'pages/medplum.jsx'],
  outdir: 'generated',
  bundle: true,
  format: 'iife',
  jsx: 'automatic',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  loader: { '.woff': 'empty', '.woff2': 'empty' },
  logLevel: 'warning',
});
