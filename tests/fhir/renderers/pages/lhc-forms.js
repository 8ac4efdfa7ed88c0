// LHC-Forms, the renderer of the National Library of Medicine. It drops the answers of items that are not enabled any more.
window.form = {
  show: (questionnaire) => LForms.Util.addFormToPage(questionnaire, 'form', { fhirVersion: 'R4' }),
  response: () => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'),
  radios: () => [...document.querySelectorAll('input[type=radio][name^="radiogroup_"]')]
    .map((input) => [input.name.split('/')[0].slice('radiogroup_'.length), input, input.closest('.ant-radio-checked') !== null]),
  shown: (linkId) => document.getElementById(`${linkId}/1/1`)?.value,
};
