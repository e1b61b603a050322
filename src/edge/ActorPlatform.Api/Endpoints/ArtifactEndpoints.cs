using System.Collections.Immutable;
using System.Security.Cryptography;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Takes artifacts: streamed to a temporary file, named by their content, put on every cluster. A repetition finds what is there.</summary>
internal sealed class ArtifactEndpoints(IJobs jobs, IOptions<ApiOptions> options)
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(10);
    public static readonly ImmutableArray<string> MediaTypes = ["application/octet-stream", "application/java-archive"];
    private int _uploads;

    public static void Map(RouteGroupBuilder group) => group.MapPost("/artifacts", (HttpContext context, ArtifactEndpoints endpoints) => endpoints.TakeAsync(context));

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (context.Request.ContentType is not { } type || !MediaTypes.Contains(type.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
            return Problem.Of(415, "body.media-type", "Wrong media type", $"Content-Type is '{Text.Shown(context.Request.ContentType ?? "")}'; allowed: {string.Join(", ", MediaTypes)}.");
        if (context.Request.ContentLength > options.Value.MaxArtifactBytes)
            return TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.Value.MaxArtifactBytes + 1;
        try
        {
            return Interlocked.Increment(ref _uploads) <= options.Value.MaxUploads ? await TakeBodyAsync(context) : Problem.TooManyUploads(s_retryAfter);
        }
        finally
        {
            Interlocked.Decrement(ref _uploads);
        }
    }

    private async Task<IResult> TakeBodyAsync(HttpContext context)
    {
        var path = Path.Combine(Path.GetTempPath(), $"actorplatform-artifact-{Guid.NewGuid():N}");
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (file.Length + read > options.Value.MaxArtifactBytes)
                return TooLarge();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }

        if (file.Length == 0)
            return Problem.Of(400, "body.missing", "The request is not valid", "The body is empty; the artifact's content is expected.");
        await file.FlushAsync(context.RequestAborted);
        var name = ArtifactName.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
        var placed = await jobs.PutArtifactAsync(name, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), context.RequestAborted);
        return Answers.Status(201, new ArtifactBody(name, file.Length, placed), ReadableJson.Default.ArtifactBody);
    }

    private ProblemResult TooLarge() => Problem.Of(
        413, "body.too-large", "Too large", $"The artifact is larger than the limit of {options.Value.MaxArtifactBytes} bytes (actorplatform.http.max-artifact).");
}
