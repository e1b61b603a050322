using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Reading;

/// <summary>The filters of jobs in a query.</summary>
internal static class JobFilters
{
    private const int MaxPage = 500;

    public static JobQuery Read(QueryReader query, InputErrors errors)
    {
        var text = query.Text("q");
        if (text is { Length: > 200 })
            errors.Add("q", $"has {text.Length} characters; at most 200 are allowed.");
        return new JobQuery(
            query.Enums<JobStatus>("status", s => s != JobStatus.None),
            query.Text("tenant"),
            query.Text("cluster"),
            query.Enums<Health>("health", _ => true),
            query.Pairs("label"),
            text,
            query.Bool("quarantined"),
            "name",
            MaxPage,
            null);
    }
}
