using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>The dependencies that the FHIR endpoints share.</summary>
internal sealed record FhirServices(
    QuestionnaireCatalog Catalog,
    FhirTexts Wordings,
    HelpDirectory Help,
    LearningTexts LearningTexts,
    CanonicalBase Canonical,
    OperationOutcomes Outcomes,
    ResponseForms Forms,
    ContributionIntake Contributions,
    CountedOrigins Counted,
    AboutOptions About);
