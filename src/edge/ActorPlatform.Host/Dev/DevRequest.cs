namespace ActorPlatform.Host.Dev;

/// <summary>What <c>dev</c> was asked for.</summary>
/// <param name="Port">Of the API; 0: any free one.</param>
/// <param name="SandboxPort">Of the sandbox's control routes; 0: any free ones.</param>
/// <param name="Data">The folder that keeps everything.</param>
/// <param name="Overrides">Keys of the configuration, <c>key=value</c>.</param>
internal sealed record DevRequest(int Port, int SandboxPort, string Data, IReadOnlyCollection<string> Overrides)
{
    public string Url => $"http://127.0.0.1:{Port}";
}
