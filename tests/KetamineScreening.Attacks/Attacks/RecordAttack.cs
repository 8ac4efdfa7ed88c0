using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// A network observer sees the TLS records of one kind of connection and compares them with those of requests of their own.
/// </summary>
/// <param name="connection">The kind of connection, in words.</param>
/// <param name="setup">Setup of the target.</param>
/// <param name="version">Version of HTTP.</param>
internal sealed class RecordAttack(string connection, Setup setup, Version version) : Attack
{
    private const int PeopleOfBand = 30;
    private const int LessonsOfBand = 10;

    private readonly Row results = new($"band, from the TLS records of a response, {connection}");
    private readonly Row fhirResults = new($"band, from the TLS records of a FHIR response, {connection}");
    private readonly Row refusals = new($"which of two opposite bands, from the TLS records of an error, {connection}");

    public override IReadOnlyList<Row> Rows => [results, fhirResults, refusals];

    public override int Rounds => 20;

    public override bool NeedsNginx => setup.HasProxy;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(setup);
        // The naive build has one kind of result and of error.
        var hasFhir = !lab.IsNaive || setup.HasProxy;
        var people = KnownQuestionnaire.Largest.Newest.Bands
            .Select(band => Enumerable.Range(0, PeopleOfBand).Select(_ => LengthAttack.InBand(band.Index, random)).ToArray())
            .ToArray();
        // Of the bands that were asked least and most, the person with the fewest answers and the one with the most.
        var byAnswers = people.OrderBy(group => group.Average(person => person.Answers.Count)).ToList();
        Person[][] opposite =
        [
            [byAnswers[0].MinBy(person => person.Answers.Count)!], [byAnswers[^1].MaxBy(person => person.Answers.Count)!],
        ];
        var candidates = lab.IsNaive ? opposite : people;
        await GuessAsync(results, [RecordedMessage.Result], candidates);
        if (hasFhir) await GuessAsync(fhirResults, RecordedMessage.FhirResults, candidates);
        // nginx compresses no status of these errors, whatever its configuration.
        if (lab.IsNaive && setup.HasProxy) return;
        await GuessAsync(refusals, hasFhir ? RecordedMessage.Refusals : [RecordedMessage.Refusals[0]], opposite);

        async Task GuessAsync(Row row, IReadOnlyList<RecordedMessage> messages, Person[][] bands)
        {
            var lessons = new Dictionary<RecordedMessage, List<(int[] Lengths, int Band)>>();
            using var wire = new RecordedWire(target, version);
            foreach (var message in messages)
            {
                lessons[message] = [];
                for (var i = 0; i < LessonsOfBand * bands.Length; i++)
                {
                    var truth = i % bands.Length;
                    lessons[message].Add((await wire.Send(message, random.GetItems(bands[truth], 1)[0]), truth));
                }
            }

            for (var round = 0; round < rounds; round++)
            {
                var (message, truth) = (messages[round % messages.Count], random.Next(bands.Length));
                var lengths = await wire.Send(message, random.GetItems(bands[truth], 1)[0]);
                var blind = 1.0 / bands.Length;
                row.Add(LengthAttack.Nearest(lessons[message], lengths, random), truth, blind, blind);
            }
        }
    }
}
