using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>What the endpoints of FHIR work with.</summary>
internal sealed record FhirServices(
    QuestionnaireCatalog Catalog, ServiceTexts Service, HelpDirectory Help, CanonicalBase Canonical, Outcomes Outcomes, ResponseForms Forms, Contributions Contributions);
