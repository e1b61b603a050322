using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Edge.Tests.Host;

public sealed class DevCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Dev_StartedTwice_RunsItsDemoJobAndGoesOnWhereItWas()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows sends no SIGINT to one process.");
        await using var first = ProgramProcess.Start(_folder, ProgramProcess.Program, "dev", "--port", "0", "--sandbox-port", "0");
        await first.SeeAsync("Ctrl-C ends it.");
        first.Text.ShouldContain("RUNNING");
        first.Text.ShouldContain("data/dev");
        var before = await DemoAsync(first);
        (await first.InterruptAsync()).ShouldBe(0, first.Text);
        first.Text.ShouldContain("everything is kept");
        first.Text.ShouldNotContain("INFO");

        await using var second = ProgramProcess.Start(_folder, ProgramProcess.Program, "dev", "--port", "0", "--sandbox-port", "0");
        await second.SeeAsync("Ctrl-C ends it.");
        var after = await DemoAsync(second);

        second.Text.ShouldContain("as it was left");
        after.GetProperty("status").GetString().ShouldBe("RUNNING");
        after.GetProperty("run").GetProperty("applicationId").GetString().ShouldBe(before.GetProperty("run").GetProperty("applicationId").GetString());
    }

    [SkippableFact]
    public async Task Dev_WhatItSaysToTry_WorksWordByWord()
    {
        Skip.IfNot(File.Exists("/bin/bash") && File.Exists("/usr/bin/curl"), "Needs bash and curl.");
        await using var dev = ProgramProcess.Start(_folder, ProgramProcess.Program, "dev", "--port", "0", "--sandbox-port", "0");
        await dev.SeeAsync("Ctrl-C ends it.");
        var lines = dev.Text.Split('\n').SkipWhile(line => !line.StartsWith("In another terminal", StringComparison.Ordinal)).Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeGreaterThan(3, dev.Text);

        await using var shell = ProgramProcess.Start(_folder, "/bin/bash", "-c", "shopt -s expand_aliases\nset -eo pipefail\n" + string.Join('\n', lines));

        (await shell.EndAsync()).ShouldBe(0, shell.Text);
        shell.Text.ShouldNotContain("urn:actorplatform:error");
        shell.Text.ShouldContain("STOP_SAVEPOINT");
    }

    [Fact]
    public async Task Dev_PortIsTaken_SaysSoAndWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        (await RunAsync("--port", $"{((IPEndPoint)other.LocalEndpoint).Port}")).ShouldBe(1);

        _error.ToString().ShouldContain("dev --port");
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Dev_SandboxPortIsTaken_SaysSoAndWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        (await RunAsync("--port", "0", "--sandbox-port", $"{((IPEndPoint)other.LocalEndpoint).Port}")).ShouldBe(1);

        _error.ToString().ShouldContain("dev --sandbox-port");
    }

    [Fact]
    public async Task Dev_FolderIsInUse_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sandbox"));
        await using var other = new FileStream(Path.Combine(_folder, "sandbox", "sandbox.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        (await RunAsync("--port", "0", "--sandbox-port", "0")).ShouldBe(3);

        _error.ToString().ShouldContain("--data");
    }

    [Theory]
    [InlineData("--port", "-1")]
    [InlineData("--sandbox-port", "70000")]
    public async Task Dev_NoPort_IsAUsageError(params string[] arguments) => (await RunAsync(arguments)).ShouldBe(2);

    private static async Task<JsonElement> DemoAsync(ProgramProcess dev)
    {
        var url = dev.Text.Split('\n').Single(line => line.Contains("API", StringComparison.Ordinal)).Split("API")[1].Trim();
        using var client = new HttpClient();
        return (await client.GetFromJsonAsync<JsonElement>(new Uri(url + "?fields=full"))).GetProperty("items")[0];
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        var code = await ActorPlatformCommand.RunAsync(["dev", "--data", _folder, .. arguments], new Terminal(TextWriter.Null, _error), CancellationToken.None);
        _error.ToString().ShouldNotContain("   at ");
        return code;
    }
}
