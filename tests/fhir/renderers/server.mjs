// Serves the page of a renderer. A page has an object form with these functions:
//   show(questionnaire)  shows an empty form
//   response()           returns the QuestionnaireResponse
//   radios()             returns the radio buttons on the form, each with the link id of its item before it and whether it is chosen after
//   shown(linkId)        returns the value that a computed item shows
//   clear(linkId)        removes an answer, and returns whether the renderer has a button for that; optional
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { lforms } from '../packages.mjs';

const generated = `${import.meta.dirname}/generated`;
const pages = `${import.meta.dirname}/pages`;
const renderers = {
  'lhc-forms': {
    styles: ['/lhc/webcomponent/styles.css'],
    scripts: [
      '/lhc/webcomponent/assets/lib/zone.min.js', '/lhc/webcomponent/lhc-forms.js', '/lhc/fhir/R4/lformsFHIR.min.js',
      '/pages/lhc-forms.js',
    ],
  },
  'smart-forms': { styles: ['/generated/smart-forms.css'], scripts: ['/generated/smart-forms.js'] },
  medplum: { styles: ['/generated/medplum.css'], scripts: ['/generated/medplum.js'] },
};
const folders = { lhc: lforms, generated, pages };
const types = { js: 'text/javascript', css: 'text/css', png: 'image/png' };

// Returns the address of the page of a renderer, and a function that ends the server.
export async function serve(name) {
  const { styles, scripts } = renderers[name];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>
${styles.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n')}</head><body><div id="form"></div>
${[...scripts, '/pages/look.js'].map((path) => `<script src="${path}"></script>`).join('\n')}</body></html>`;
  const server = createServer(async (request, response) => {
    const [, folder, ...path] = request.url.split('/');
    const body = request.url === '/' ? html : await readFile(`${folders[folder]}/${path.join('/')}`).catch(() => null);
    const type = request.url === '/' ? 'text/html' : types[request.url.split('.').pop()] ?? 'text/plain';
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': type });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
