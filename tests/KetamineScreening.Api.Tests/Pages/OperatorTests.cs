using System.Net;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>Who runs the service stands on its pages.</summary>
public sealed class OperatorTests
{
    private static readonly string[] WithContact = ["/privacy", "/about", "/contact", "/accessibility"];

    private static readonly Dictionary<string, string> Clinic = new()
    {
        ["Operator:Name"] = "Clinic <North>",
        ["Operator:Contact"] = "check@clinic.example",
        ["Operator:Url"] = "https://clinic.example",
        ["Operator:PageTitle"] = "Self-check",
    };

    [Fact]
    public async Task Name_and_site_are_in_every_foot_and_the_contact_where_people_look_for_it()
    {
        await using var service = new Service(Clinic);
        foreach (var address in SitePages.Addresses.Append("/").Append("/data"))
        {
            var html = await service.Http.GetStringAsync(address, TestContext.Current.CancellationToken);
            const string Link = "<a href=\"https://clinic.example\" rel=\"noopener noreferrer\">Clinic &lt;North&gt;</a>";
            Assert.Contains(Link, html, StringComparison.Ordinal);
            Assert.Equal(WithContact.Contains(address), html.Contains("mailto:check@clinic.example", StringComparison.Ordinal));
            Assert.DoesNotContain("Ketamine screening</title>", html, StringComparison.Ordinal);
            Assert.Contains("Self-check</title>", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Operator:", service.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_operator_the_pages_say_so_and_the_service_warns()
    {
        await using var service = new Service();

        var html = await service.Http.GetStringAsync("/contact", TestContext.Current.CancellationToken);

        Assert.Contains("has not given a name", html, StringComparison.Ordinal);
        Assert.Contains("have not given an address", html, StringComparison.Ordinal);
        Assert.Contains("Warning: Operator:Name or Operator:Contact is not set", service.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_development_nobody_is_warned()
    {
        await using var service = new Service(environment: "Development");

        Assert.DoesNotContain("Operator:", service.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_for_security_researchers_names_the_contact_and_a_day_within_a_year()
    {
        await using var service = new Service(Clinic);

        using var response = await service.Http.GetAsync("/.well-known/security.txt", TestContext.Current.CancellationToken);
        var lines = (await response.Text()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var expires = DateTimeOffset.Parse(lines[1]["Expires: ".Length..], System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("text/plain; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal("Contact: mailto:check@clinic.example", lines[0]);
        Assert.InRange(expires, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(361));
        Assert.DoesNotContain("Policy", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_with_TLS_the_file_has_the_address_of_the_policy()
    {
        await using var service = new Service(new Dictionary<string, string>(Clinic) { ["Proxies:Networks"] = "127.0.0.1" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/security.txt");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Host = "check.clinic.example";

        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("Policy: https://check.clinic.example/contact#security\n", await response.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_contact_there_is_no_such_file()
    {
        await using var service = new Service();

        using var response = await service.Http.GetAsync("/.well-known/security.txt", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
