// A site that uses the package: bundled by Vite and opened in a browser.
import { KetamineScreening } from 'ketamine-screening';
import { embed } from 'ketamine-screening/loader';

const element: KetamineScreening = document.createElement('ketamine-screening');
element.addEventListener('ks-completed', ({ detail }) => console.log(detail.questionnaire, detail.version, detail.band ?? 'no band'));
document.addEventListener('ks-section', ({ detail: { index, count } }) => console.log(index + count));
// @ts-expect-error No event contains an answer.
element.addEventListener('ks-completed', ({ detail }) => console.log(detail.answers));

const frame = document.querySelector<HTMLElement>('#frame');
if (frame) (window as Window & { removeFrame?: () => void }).removeFrame = embed(frame);
const isDefined: boolean = element instanceof KetamineScreening;
document.documentElement.dataset.defined = String(isDefined);
