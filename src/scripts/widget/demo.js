// The example page: inserts the address of this service into the snippets and logs the events of the widget.
import './ketamine-screening.js';
import './loader.js';

const service = new URL('..', import.meta.url).href.replace(/\/$/, '');
for (const snippet of document.querySelectorAll('[data-snippet]')) {
  snippet.textContent = snippet.textContent.replaceAll('https://YOUR-SERVICE', service);
}

const log = document.querySelector('.log');
const widget = document.querySelector('ketamine-screening');
for (const name of ['ready', 'started', 'section', 'completed', 'leave']) {
  widget.addEventListener(`ks-${name}`, ({ detail }) => {
    const line = document.createElement('li');
    line.textContent = `ks-${name} ${JSON.stringify(detail)}`;
    log.append(line);
  });
}
