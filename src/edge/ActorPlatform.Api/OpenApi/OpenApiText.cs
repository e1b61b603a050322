using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>The document as it is served. Made once: it does not change while the program runs, and making it costs.</summary>
internal sealed class OpenApiText([FromKeyedServices(OpenApiText.Version)] IOpenApiDocumentProvider documents)
{
    public const string Version = "v1";

    private readonly Lock _gate = new();
    private Task<string>? _text;

    public Task<string> ReadAsync()
    {
        lock (_gate)
            return _text is null or { IsFaulted: true } or { IsCanceled: true } ? _text = MakeAsync() : _text;
    }

    private async Task<string> MakeAsync()
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
    }
}
