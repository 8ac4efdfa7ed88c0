// Copies the scripts and the style sheet of the widget into the package. The page of the frame is served by the service.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const SCRIPTS = new URL('../../src/scripts/widget/', import.meta.url);
const STYLES = new URL('../../src/KetamineScreening.Api/wwwroot/embed/ketamine-screening.css', import.meta.url);
const TARGET = new URL('embed/', import.meta.url);
const LEFT_OUT = ['demo.js', 'frame.js', 'visible-part.js', 'own-base.js'];

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET);
for (const name of readdirSync(SCRIPTS)) {
  if (name.endsWith('.js') && !LEFT_OUT.includes(name)) copyFileSync(new URL(name, SCRIPTS), new URL(name, TARGET));
}
copyFileSync(STYLES, new URL('ketamine-screening.css', TARGET));
// The scripts of the package come from the site that embeds the widget, so the service must be named by the attribute api.
writeFileSync(new URL('own-base.js', TARGET), 'export const OWN_BASE = null;\n');
copyFileSync(new URL('../../LICENSE', import.meta.url), new URL('LICENSE', import.meta.url));
