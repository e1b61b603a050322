using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>A simulated cluster: the built program's <c>sandbox</c> as a process, reached by the configuration that it writes.</summary>
internal sealed partial class SandboxRig : Rig
{
    private const int Clusters = 1;
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Uri _control;

    private SandboxRig(Uri control, string configuration)
        : base(new Uri(Setting(ResourceManagers(), configuration)), new Uri(Setting(NameNodes(), configuration)), Setting(FileSystems(), configuration)) =>
        _control = new Uri(control, "/sandbox/clusters/a/");

    public override string ClusterSettings => "";

    public static async Task<Rig> StartAsync()
    {
        await GuardAsync(new Dictionary<string, string>());
        var folder = Workspace.NewFolder("sandbox");
        var control = new Uri($"http://127.0.0.1:{Engine.FreePort(Clusters)}");
        var start = new ProcessStartInfo(Engine.Program, ["sandbox", "--clusters", "a", "--listen", control.Authority, "--data", folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Engine.Program} did not start");
        Workspace.Guard(process, folder);
        var log = new EngineLog(Path.Combine(folder, "sandbox.log"));
        log.Follow(process);
        await Until.SeenAsync("the sandbox is ready", s_start, () => Task.FromResult<EngineLog?>(log), l => l.Lines.Any(line => line.Text == "sandbox ready"), () => Task.FromResult(log.Tail(20)));
        var rig = new SandboxRig(control, await File.ReadAllTextAsync(Path.Combine(folder, "sandbox.conf")));
        // It is never run there: an empty archive.
        using var jar = new MemoryStream([0x50, 0x4B, 5, 6, .. new byte[18]]);
        await rig.Hdfs.UploadAsync(jar, HdfsFiles.PathOf(Jar));
        return rig;
    }

    public override Task DoAsync(params string[] command) => command switch
    {
        ["pause", "a", "rm"] => FaultAsync("pause?of=resource-manager"),
        ["pause", "a", "nn"] => FaultAsync("pause?of=name-node"),
        ["resume", "a", _] => FaultAsync("resume"),
        // One address for all: what is dead is silent here, and does not refuse.
        ["kill", "a", "rm"] => FaultAsync("pause?of=resource-manager"),
        ["start", "a", "rm"] => RestartResourceManagerAsync(),
        ["kill", "a", "nm"] => LoseNodesAsync(),
        ["start", "a", "nm"] => Task.CompletedTask,
        ["wait", "a"] => Until.SeenAsync("the ResourceManager knows what lives", s_start, UnknownAsync, unknown => unknown.Count == 0, () => Task.FromResult("")),
        _ => throw new NotSupportedException($"The sandbox has nothing like 'rig {string.Join(' ', command)}': give the test [Trait(\"World\", \"Rig\")]."),
    };

    public override Task SubmitAsync(string name, string tags) => Stranger.SubmitAsync(new JsonObject
    {
        ["application-name"] = name,
        ["application-type"] = "Apache Flink",
        ["application-tags"] = new JsonObject { ["tag"] = new JsonArray([.. tags.Split(',').Select(tag => (JsonNode)tag)]) },
        ["am-container-spec"] = new JsonObject { ["commands"] = new JsonObject { ["command"] = "" } },
    });

    public override async Task<int> ProcessesAsync(string application) => (await LivingAsync()).Count(id => id == application);

    /// <summary>Its container is lost, and nothing of it lives on.</summary>
    public override Task KillProcessesAsync(string application) => FaultAsync($"applications/{application}/lose-node?survives=0");

    public override Task PauseJobManagerAsync(string application) => FaultAsync("pause?of=job-managers");

    public override Task ResumeJobManagerAsync(string application) => FaultAsync("resume");

    private async Task RestartResourceManagerAsync()
    {
        await FaultAsync("restart-resource-manager?recovery=4s");
        await FaultAsync("resume");
    }

    private async Task LoseNodesAsync()
    {
        foreach (var application in await LivingAsync())
            await FaultAsync($"applications/{application}/lose-node?survives=5s");
    }

    private async Task<IReadOnlyList<string>?> UnknownAsync()
    {
        List<string> unknown = [];
        foreach (var application in await LivingAsync())
        {
            using var answer = await s_http.GetAsync(new Uri(ResourceManager, $"/ws/v1/cluster/apps/{application}"));
            if (!answer.IsSuccessStatusCode)
                unknown.Add(application);
        }

        return unknown;
    }

    private async Task<IReadOnlyList<string>> LivingAsync()
    {
        var truth = JsonNode.Parse(await s_http.GetStringAsync(new Uri(_control, "applications")))!["applications"]!.AsArray();
        return [.. truth.Where(a => a!["liveFrom"] is not null && a["liveUntil"] is null).Select(a => a!["id"]!.GetValue<string>())];
    }

    private async Task FaultAsync(string route)
    {
        using var answer = await s_http.PostAsync(new Uri(_control, route), null);
        answer.EnsureSuccessStatusCode();
    }

    private static string Setting(Regex setting, string configuration) =>
        setting.Match(configuration) is { Success: true } match ? match.Groups["value"].Value : throw new InvalidOperationException($"There is no {setting} in {configuration}");

    [GeneratedRegex("resource-managers = \\[\"(?<value>[^\"]+)\"\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceManagers();

    [GeneratedRegex("name-nodes = \\[\"(?<value>[^\"]+)\"\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameNodes();

    [GeneratedRegex(" uri = \"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileSystems();
}
