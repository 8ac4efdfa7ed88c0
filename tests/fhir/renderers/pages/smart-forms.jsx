// The renderer of Smart Forms. Like the app of that name, it keeps the answers of items that are not enabled any more.
import { BaseRenderer, buildForm, getResponse, RendererThemeProvider, useRendererQueryClient } from '@aehrc/smart-forms-renderer';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';

let root;

function Form() {
  return (
    <RendererThemeProvider>
      <QueryClientProvider client={useRendererQueryClient()}><BaseRenderer /></QueryClientProvider>
    </RendererThemeProvider>
  );
}

window.form = {
  async show(questionnaire) {
    await buildForm({ questionnaire });
    root = createRoot(document.getElementById('form'));
    root.render(<Form />);
  },
  response: () => getResponse(),
  radios: () => [...document.querySelectorAll('[data-linkid] input[type=radio]')]
    .map((input) => [input.closest('[data-linkid]').dataset.linkid, input, input.closest('.Mui-checked') !== null]),
  shown: (linkId) => document.querySelector(`[data-linkid="${linkId}"] :is(input, textarea)`)?.value,
  clear(linkId) {
    const buttons = [...document.querySelectorAll(`[data-linkid="${linkId}"] button`)];
    const button = buttons.find(({ textContent }) => textContent === 'Clear');
    button?.click();
    return button !== undefined;
  },
};
