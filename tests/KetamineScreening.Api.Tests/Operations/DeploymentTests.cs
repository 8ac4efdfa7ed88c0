using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The files for Compose and Kubernetes fit their schemas, the image, nginx.conf and the settings of the service.</summary>
public sealed class DeploymentTests(SharedService service)
{
    private const string Port = "8080";
    private const string User = "1654";

    private TimeSpan ShutdownTimeout => service.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

    [Fact]
    public async Task Every_variable_of_the_service_is_a_setting()
    {
        var compose = (await Deployment.Compose)["services"]!["service"]!["environment"]!.AsObject().Select(variable => variable.Key);
        var kubernetes = (await Pod())["containers"]![0]!["env"]!.AsArray().Select(variable => (string)variable!["name"]!);
        string[] names = [.. compose, .. kubernetes];

        Assert.True(names.Length > 5);
        Assert.All(names, name => Assert.True(SettingKeys.Contains(name.Replace("__", ":", StringComparison.Ordinal)), name));
    }

    [Fact]
    public async Task Compose_names_files_and_volumes_that_exist()
    {
        var compose = await Deployment.Compose;
        var volumes = compose["services"]!.AsObject()
            .SelectMany(part => part.Value!["volumes"]?.AsArray() ?? [])
            .Select(volume => ((string)volume!).Split(':')[0]).ToList();

        // The certificate is the operator's own.
        var files = volumes.Where(volume => volume.StartsWith("./", StringComparison.Ordinal) && volume != "./tls").ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(Repository.PathOf($"deploy/{file}")), file));
        var named = volumes.Where(volume => !volume.StartsWith('.')).Distinct().Order();
        Assert.Equal(named, compose["volumes"]!.AsObject().Select(volume => volume.Key).Order());
    }

    [Fact]
    public async Task The_nginx_of_Compose_reaches_the_service_and_is_the_proxy_that_the_service_trusts()
    {
        var parts = (await Deployment.Compose)["services"]!;
        var (own, proxy) = (Address(parts["service"]!), Address(parts["proxy"]!));
        var edit = ((string)parts["proxy"]!["command"]![2]!).Split(" >")[0]
            .Replace("/etc/nginx/ketamine-screening.conf", Repository.PathOf("deploy/nginx.conf"), StringComparison.Ordinal);

        var (exitCode, edited) = await Tool.Run("sh", ["-c", edit], "/");

        Assert.True(exitCode == 0, edited);
        Assert.Contains($"server {own}:{Port};", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:5000", edited, StringComparison.Ordinal);
        Assert.Equal(proxy, (string?)parts["service"]!["environment"]!["Proxies__Networks"]);
    }

    [Fact]
    public async Task Both_files_use_the_port_and_the_user_of_the_image_and_addresses_that_there_are()
    {
        var image = await File.ReadAllLinesAsync(Repository.PathOf("deploy/Containerfile"), TestContext.Current.CancellationToken);
        Assert.Contains($"EXPOSE {Port}", image);
        Assert.Contains($"USER {User}:{User}", image);
        var pod = await Pod();
        var container = pod["containers"]![0]!;
        Assert.Equal(Port, $"{container["ports"]![0]!["containerPort"]}");
        Assert.All((string[])["runAsUser", "runAsGroup", "fsGroup"], key => Assert.Equal(User, $"{pod["securityContext"]![key]}"));

        foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
        {
            using var response = await service.Http.GetAsync(
                (string)container[probe]!["httpGet"]!["path"]!, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, probe);
        }
    }

    [Fact]
    public async Task Both_files_leave_the_service_the_time_that_it_needs_to_stop()
    {
        var compose = (string)(await Deployment.Compose)["services"]!["service"]!["stop_grace_period"]!;
        var pod = await Pod();
        var drain = pod["containers"]![0]!["env"]!.AsArray()
            .Single(variable => (string)variable!["name"]! == "Health__DrainSeconds")!["value"]!;

        Assert.True(int.Parse(compose.TrimEnd('s'), CultureInfo.InvariantCulture) > ShutdownTimeout.TotalSeconds);
        var kubernetes = (int)pod["terminationGracePeriodSeconds"]! - int.Parse((string)drain!, CultureInfo.InvariantCulture);
        Assert.True(kubernetes > ShutdownTimeout.TotalSeconds);
    }

    [Fact]
    public async Task The_parts_for_Kubernetes_find_each_other()
    {
        var documents = await Deployment.Kubernetes;
        var labels = (await One("Deployment"))["spec"]!["template"]!["metadata"]!["labels"]!;
        JsonNode[] selectors =
        [
            (await One("Deployment"))["spec"]!["selector"]!["matchLabels"]!, (await One("Service"))["spec"]!["selector"]!,
            (await One("NetworkPolicy"))["spec"]!["podSelector"]!["matchLabels"]!,
        ];
        Assert.All(selectors, selector => Assert.True(JsonNode.DeepEquals(labels, selector), $"{selector}"));

        var pod = await Pod();
        var claimed = pod["volumes"]!.AsArray().Select(volume => (string?)volume!["persistentVolumeClaim"]?["claimName"]).OfType<string>();
        var claims = documents.Where(document => (string?)document["kind"] == "PersistentVolumeClaim");
        Assert.Equal(claims.Select(claim => (string)claim["metadata"]!["name"]!).Order(), claimed.Order());
        var mounted = pod["containers"]![0]!["volumeMounts"]!.AsArray().Select(mount => (string)mount!["name"]!);
        Assert.Equal(pod["volumes"]!.AsArray().Select(volume => (string)volume!["name"]!), mounted);
    }

    private static async Task<JsonNode> Pod() => (await One("Deployment"))["spec"]!["template"]!["spec"]!;

    private static async Task<JsonObject> One(string kind) =>
        (await Deployment.Kubernetes).Single(document => (string?)document["kind"] == kind);

    private static string Address(JsonNode part) => (string)part["networks"]!["front"]!["ipv4_address"]!;
}
