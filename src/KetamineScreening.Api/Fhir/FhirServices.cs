using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>What the endpoints of FHIR work with.</summary>
internal sealed record FhirServices(
    QuestionnaireCatalog Catalog, FhirTexts Wordings, HelpDirectory Help, CanonicalBase Canonical, OperationOutcomes Outcomes, ResponseForms Forms, ContributionIntake Contributions);
