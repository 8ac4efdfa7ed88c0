namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The definitions of <see cref="ElementTable"/> as text. A test compares them with the StructureDefinitions of FHIR R4.</summary>
/// <remarks>
/// A line has a type and its elements, each as <c>name:type</c>. After the name, <c>!</c> means 1..1, <c>*</c> 0..*, <c>+</c> 1..*, and no
/// sign 0..1. Before it, <c>@</c> means an attribute in XML. <c>[x]</c> is a choice of the types that follow; <c>*</c> stands for
/// <see cref="OpenTypes"/>. Codes in parentheses are the only ones that an element can have. An indented line continues the line before.
/// </remarks>
internal static class R4Elements
{
    /// <summary>The types of a value in an extension or parameter.</summary>
    public const string OpenTypes =
        "base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|"
        + "string|time|unsignedInt|uri|url|uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|"
        + "ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|"
        + "SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|"
        + "RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta";

    /// <summary>The types, without the elements in <see cref="Common"/>.</summary>
    public const string Text = """
        Parameters = meta:Meta implicitRules:uri language:code parameter*:Parameters.parameter
        Parameters.parameter = modifierExtension*:Extension name!:string value[x]:* resource:Resource part*:Parameters.parameter
        QuestionnaireResponse = meta:Meta implicitRules:uri language:code text:Narrative contained*:Resource extension*:Extension
          modifierExtension*:Extension identifier:Identifier basedOn*:Reference partOf*:Reference questionnaire:canonical status!:code
          subject:Reference encounter:Reference authored:dateTime author:Reference source:Reference item*:QuestionnaireResponse.item
        QuestionnaireResponse.item = modifierExtension*:Extension linkId!:string definition:uri text:string
          answer*:QuestionnaireResponse.item.answer item*:QuestionnaireResponse.item
        QuestionnaireResponse.item.answer = modifierExtension*:Extension
          value[x]:boolean|decimal|integer|date|dateTime|time|string|uri|Attachment|Coding|Quantity|Reference
          item*:QuestionnaireResponse.item
        Address = use:code type:code text:string line*:string city:string district:string state:string postalCode:string
          country:string period:Period
        Age = value:decimal comparator:code unit:string system:uri code:code
        Annotation = author[x]:Reference|string time:dateTime text!:markdown
        Attachment = contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string
          creation:dateTime
        CodeableConcept = coding*:Coding text:string
        Coding = system:uri version:string code:code display:string userSelected:boolean
        ContactDetail = name:string telecom*:ContactPoint
        ContactPoint = system:code value:string use:code rank:positiveInt period:Period
        Contributor = type!:code name!:string contact*:ContactDetail
        Count = value:decimal comparator:code unit:string system:uri code:code
        DataRequirement = type!:code profile*:canonical subject[x]:CodeableConcept|Reference mustSupport*:string
          codeFilter*:DataRequirement.codeFilter dateFilter*:DataRequirement.dateFilter limit:positiveInt sort*:DataRequirement.sort
        DataRequirement.codeFilter = path:string searchParam:string valueSet:canonical code*:Coding
        DataRequirement.dateFilter = path:string searchParam:string value[x]:dateTime|Period|Duration
        DataRequirement.sort = path!:string direction!:code
        Distance = value:decimal comparator:code unit:string system:uri code:code
        Dosage = modifierExtension*:Extension sequence:integer text:string additionalInstruction*:CodeableConcept
          patientInstruction:string timing:Timing asNeeded[x]:boolean|CodeableConcept site:CodeableConcept route:CodeableConcept
          method:CodeableConcept doseAndRate*:Dosage.doseAndRate maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity
          maxDosePerLifetime:Quantity
        Dosage.doseAndRate = type:CodeableConcept dose[x]:Range|Quantity rate[x]:Ratio|Range|Quantity
        Duration = value:decimal comparator:code unit:string system:uri code:code
        Element =
        Expression = description:string name:id language!:code expression:string reference:uri
        Extension = @url!:uri value[x]:*
        HumanName = use:code text:string family:string given*:string prefix*:string suffix*:string period:Period
        Identifier = use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference
        Meta = versionId:id lastUpdated:instant source:uri profile*:canonical security*:Coding tag*:Coding
        Money = value:decimal currency:code
        Narrative = status!:code(generated,extensions,additional,empty) div!:xhtml
        ParameterDefinition = name:code use!:code min:integer max:string documentation:string type!:code profile:canonical
        Period = start:dateTime end:dateTime
        Quantity = value:decimal comparator:code unit:string system:uri code:code
        Range = low:Quantity high:Quantity
        Ratio = numerator:Quantity denominator:Quantity
        Reference = reference:string type:uri identifier:Identifier display:string
        RelatedArtifact = type!:code label:string display:string citation:markdown url:url document:Attachment resource:canonical
        SampledData = origin!:Quantity period!:decimal factor:decimal lowerLimit:decimal upperLimit:decimal dimensions!:positiveInt
          data:string
        Signature = type+:Coding when!:instant who!:Reference onBehalfOf:Reference targetFormat:code sigFormat:code data:base64Binary
        Timing = modifierExtension*:Extension event*:dateTime repeat:Timing.repeat code:CodeableConcept
        Timing.repeat = bounds[x]:Duration|Range|Period count:positiveInt countMax:positiveInt duration:decimal durationMax:decimal
          durationUnit:code frequency:positiveInt frequencyMax:positiveInt period:decimal periodMax:decimal periodUnit:code
          dayOfWeek*:code timeOfDay*:time when*:code offset:unsignedInt
        TriggerDefinition = type!:code name:string timing[x]:Timing|Reference|date|dateTime data*:DataRequirement condition:Expression
        UsageContext = code!:Coding value[x]!:CodeableConcept|Quantity|Range|Reference
        """;

    /// <summary>The elements with which a type begins.</summary>
    /// <param name="type">Name of the type. Resources are the two types that the operations take.</param>
    public static string Common(string type) =>
        type is "Parameters" or "QuestionnaireResponse" ? "id:id" : "@id:string extension*:Extension";
}
