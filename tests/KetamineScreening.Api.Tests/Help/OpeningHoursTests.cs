using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>Opening hours in words, from the templates of a language.</summary>
public sealed class OpeningHoursTests(OpeningHoursTests.Hours hours) : IClassFixture<OpeningHoursTests.Hours>
{
    private const string AllDays = "mon tue wed thu fri sat sun";

    public static TheoryData<string, string> Weeks => new()
    {
        { "mon tue wed thu fri 09:30-17:30", "Monday to Friday, 09:30 to 17:30" },
        { "fri thu wed tue mon 09:30-17:30", "Monday to Friday, 09:30 to 17:30" },
        { "mon wed fri 09:00-17:00", "Monday, Wednesday and Friday, 09:00 to 17:00" },
        { "mon tue wed fri 09:00-17:00", "Monday to Wednesday and Friday, 09:00 to 17:00" },
        { "tue thu fri sun 09:00-17:00", "Tuesday, Thursday, Friday and Sunday, 09:00 to 17:00" },
        { "tue 18:00-21:00", "Tuesday, 18:00 to 21:00" },
        { "sat sun 10:00-16:00", "Saturday and Sunday, 10:00 to 16:00" },
        { "sun mon 10:00-16:00", "Sunday and Monday, 10:00 to 16:00" },
        { "sun mon tue wed thu 08:00-15:00", "Sunday to Thursday, 08:00 to 15:00" },
        { "mon tue fri sat sun 08:00-15:00", "Friday to Tuesday, 08:00 to 15:00" },
        { $"{AllDays} 08:30-21:00", "Every day, 08:30 to 21:00" },
        { $"{AllDays} 08:00-00:00", "Every day, 08:00 to 00:00" },
        { $"{AllDays} 14:00-02:00", "Every day, 14:00 to 02:00 the next day" },
        { "mon tue wed 09:00-12:00; mon tue wed 13:00-17:00", "Monday to Wednesday, 09:00 to 12:00 and 13:00 to 17:00" },
        {
            "mon 08:00-10:00; mon 12:00-14:00; mon 18:00-20:00",
            "Monday, 08:00 to 10:00, 12:00 to 14:00 and 18:00 to 20:00"
        },
        {
            "mon tue wed thu fri 09:00-17:00; sat 10:00-14:00; sun 22:00-04:00",
            "Monday to Friday, 09:00 to 17:00; Saturday, 10:00 to 14:00; Sunday, 22:00 to 04:00 the next day"
        },
    };

    [Theory, MemberData(nameof(Weeks))]
    public async Task Days_and_times_are_words_and_the_time_zone_is_not(string week, string words) =>
        Assert.Equal($"{words} (local time)", await hours.InWords(week, "en"));

    [Theory]
    [InlineData("mon tue wed thu fri 09:30-17:30", "Ortszeit: von 9.30 bis 17.30, Mo–Fr")]
    [InlineData("mon wed fri 09:00-17:00", "Ortszeit: von 9.00 bis 17.00, Mo + Mi & Fr")]
    [InlineData("sat sun 10:00-16:00", "Ortszeit: von 10.00 bis 16.00, Sa/So")]
    public async Task Another_language_has_its_own_order_lists_and_times(string week, string words) =>
        Assert.Equal(words, await hours.InWords(week, "xx"));

    /// <summary>Ireland lists a service for each week.</summary>
    public sealed class Hours : IAsyncDisposable
    {
        private readonly ContentFolder content = Prepare();
        private readonly Service service;

        public Hours() => service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        public async Task<string> InWords(string week, string language)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/help?country=IE");
            request.Headers.AcceptLanguage.Add(new(language));
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var services = (await response.Json())["services"]!.AsArray();
            return (string)services.Single(contact => (string)contact!["name"]! == week)!["hours"]!["text"]!;
        }

        /// <inheritdoc />
        public async ValueTask DisposeAsync()
        {
            await service.DisposeAsync();
            content.Dispose();
        }

        private static ContentFolder Prepare()
        {
            var folder = ContentFolder.WithLanguageXx();
            folder.Change("help/directory.json", directory =>
            {
                var entries = directory["countries"]!["IE"]!.AsArray();
                var first = HelpReading.Entry(directory, "ie-samaritans");
                foreach (var week in Weeks.Select(row => row.Data.Item1)) entries.Add(Entry(first, week));
            });
            folder.Change("help/xx.json", texts =>
            {
                Replace(texts["hours"]!, ("local-time", "Ortszeit: {hours}"), ("span", "{times}, {days}"), ("time", "H.mm"));
                Replace(texts["hours"]!, ("times", "von {opens} bis {closes}"));
                Replace(texts["days"]!, ("mon", "Mo"), ("wed", "Mi"), ("fri", "Fr"), ("sat", "Sa"), ("sun", "So"));
                Replace(texts["days"]!, ("range", "{first}–{last}"));
                Replace(texts["lists"]!, ("two", "{0}/{1}"), ("start", "{0} + {1}"), ("end", "{0} & {1}"));
            });
            return folder;
        }

        private static JsonNode Entry(JsonNode like, string week)
        {
            var entry = like.DeepClone();
            (entry["id"], entry["texts"], entry["name"]) = (week, "ie-samaritans", week);
            entry["hours"] = new JsonObject
            {
                ["pattern"] = "weekly",
                ["timeZone"] = "Europe/Dublin",
                ["spans"] = new JsonArray([.. week.Split("; ").Select(Span)]),
            };
            return entry;
        }

        private static JsonObject Span(string span)
        {
            var words = span.Split(' ', '-');
            return new JsonObject
            {
                ["days"] = new JsonArray([.. words[..^2].Select(day => JsonValue.Create(day))]),
                ["opens"] = words[^2],
                ["closes"] = words[^1],
            };
        }

        private static void Replace(JsonNode texts, params (string Key, string Text)[] changes)
        {
            foreach (var (key, text) in changes) texts[key] = text;
        }
    }
}
