using System.Collections.Immutable;
using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Reading;

/// <summary>Reads what is wanted of many jobs.</summary>
internal static class BatchReader
{
    private const int MaxPage = 500;

    /// <summary>The order; whatever is wrong with it goes to the errors.</summary>
    public static BatchOrder Read(JsonElement body, bool isTrial, InputErrors errors)
    {
        var reader = new ObjectReader(body, "", errors);
        var action = Action(reader, errors);
        var select = Select(reader.RequiredObject("select"), errors);
        var order = new BatchOrder(
            action, Options(reader.Object("options")), select, reader.Int("expectCount"), reader.Int("parallelism") ?? BatchOrder.UsualParallelism, reader.Text("reason"));
        reader.Close();

        // What could not be read is told already: what follows of it would be noise.
        if (errors.IsEmpty)
            foreach (var problem in order.Check(isTrial))
                errors.Add(problem.Path, problem.Message);
        return order;
    }

    private static BatchAction Action(ObjectReader reader, InputErrors errors)
    {
        var text = reader.RequiredText("action");
        if (EnumNames.Find<BatchAction>(text) is { } action)
            return action;
        if (!errors.Has("action"))
            errors.Add("action", $"is '{Text.Shown(text)}'; allowed: {string.Join(", ", Enum.GetValues<BatchAction>().Select(EnumNames.Of))}.");
        return default;
    }

    private static BatchArguments Options(ObjectReader reader)
    {
        var options = new BatchArguments(reader.Text("restore"), reader.Bool("drain") ?? false, reader.Text("format"), reader.Bool("force") ?? false);
        reader.Close();
        return options;
    }

    private static BatchSelect Select(ObjectReader reader, InputErrors errors)
    {
        var ids = reader.Texts("ids");
        var filter = new JobQuery(
            Names<JobStatus>(reader, "status", errors, s => s != JobStatus.None),
            reader.Text("tenant"),
            reader.Text("cluster"),
            Names<Health>(reader, "health", errors, _ => true),
            Labels(reader, errors),
            reader.Text("q"),
            reader.Bool("quarantined"),
            "name",
            MaxPage,
            null);
        reader.Close();
        if (filter.Text is { Length: > 200 } text)
            errors.Add("select.q", $"has {text.Length} characters; at most 200 are allowed.");
        var filters = !filter.Statuses.IsEmpty || !filter.Healths.IsEmpty || !filter.Labels.IsEmpty || filter.Tenant is not null || filter.Cluster is not null || filter.Text is not null || filter.Quarantined is not null;
        return new BatchSelect(ids, ids.IsEmpty || filters ? filter : null);
    }

    private static ImmutableArray<T> Names<T>(ObjectReader reader, string name, InputErrors errors, Func<T, bool> allowed)
        where T : struct, Enum
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var text in reader.Texts(name))
            if (EnumNames.Find<T>(text) is { } value && allowed(value))
                found.Add(value);
            else
                errors.Add(reader.PathOf(name), $"'{Text.Shown(text)}' is not known; allowed: {string.Join(", ", Enum.GetValues<T>().Where(allowed).Select(EnumNames.Of))}.");
        return found.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> Labels(ObjectReader reader, InputErrors errors)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in reader.Texts("label"))
            if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                labels[text[..colon]] = text[(colon + 1)..];
            else
                errors.Add(reader.PathOf("label"), $"is '{Text.Shown(text)}'; key:value is expected.");
        return labels.ToImmutable();
    }
}
