// The component QuestionnaireForm of Medplum. It keeps the answers of items that are not enabled any more, and evaluates enableWhen
// with them, but it leaves them out of the response.
import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { MedplumClient, stringify } from '@medplum/core';
import { MedplumProvider, QuestionnaireForm } from '@medplum/react';
import { createRoot } from 'react-dom/client';

const fetch = async () => new Response('{}', { headers: { 'Content-Type': 'application/fhir+json' } });
const client = new MedplumClient({ fetch });
let current;

window.form = {
  show(questionnaire) {
    createRoot(document.getElementById('form')).render(
      <MantineProvider>
        <MedplumProvider medplum={client}>
          <QuestionnaireForm questionnaire={questionnaire} onChange={(response) => { current = response; }} excludeButtons />
        </MedplumProvider>
      </MantineProvider>,
    );
  },
  // MedplumClient writes a response in this way, without empty lists.
  response: () => ({ ...JSON.parse(stringify(current)), status: 'completed' }),
  radios: () => [...document.querySelectorAll('input[type=radio]')]
    .map((input) => [input.id.replace(/-option-\d+$/, ''), input, input.checked]),
  shown: (linkId) => document.querySelector(`[name="${linkId}"]`)?.value,
};
