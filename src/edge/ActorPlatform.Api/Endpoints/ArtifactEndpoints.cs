using System.Collections.Immutable;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Takes artifacts, so many at one time.</summary>
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

    private async Task<IResult> TakeBodyAsync(HttpContext context) => await jobs.TakeArtifactAsync(context.Request.Body, options.Value.MaxArtifactBytes, context.RequestAborted) switch
    {
        ArtifactOutcome.Placed placed => Answers.Status(201, new ArtifactBody(placed.Name, placed.SizeBytes, placed.Clusters), ReadableJson.Default.ArtifactBody),
        ArtifactOutcome.Empty => Problem.Of(400, "body.missing", "The request is not valid", "The body is empty; the artifact's content is expected."),
        ArtifactOutcome.TooLarge => TooLarge(),
        var other => throw new InvalidOperationException($"{other} is no outcome of an upload."),
    };

    private ProblemResult TooLarge() => Problem.Of(
        413, "body.too-large", "Too large", $"The artifact is larger than the limit of {options.Value.MaxArtifactBytes} bytes (actorplatform.http.max-artifact).");
}
