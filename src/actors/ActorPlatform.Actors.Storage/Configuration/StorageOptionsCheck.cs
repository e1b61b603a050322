using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Configuration;

/// <summary>The rules of the settings: the ranges on them, and those that join several.</summary>
public static class StorageOptionsCheck
{
    /// <summary>Every problem, named by key; none when the settings can work.</summary>
    public static IReadOnlyList<string> FindProblems(StorageOptions options)
    {
        List<string> problems =
        [
            .. Ranges(options, "actorplatform.storage"),
            .. Ranges(options.Sqlite, "actorplatform.storage.sqlite"),
            .. Ranges(options.Postgres, "actorplatform.storage.postgres"),
            .. Ranges(options.Journal, "actorplatform.storage.journal"),
        ];
        switch (options.Provider)
        {
            case StorageProvider.Postgres:
                problems.AddRange(ConnectionProblems(options.Postgres.ConnectionString));
                break;
            case StorageProvider.Sqlite when string.IsNullOrWhiteSpace(options.Sqlite.Path):
                problems.Add("actorplatform.storage.sqlite.path is empty; name a file.");
                break;
        }

        return problems;
    }

    /// <exception cref="StorageOptionsException">With every problem.</exception>
    public static void ThrowIfInvalid(StorageOptions options)
    {
        if (FindProblems(options) is { Count: > 0 } problems)
        {
            throw new StorageOptionsException(string.Join(Environment.NewLine, problems));
        }
    }

    private static IEnumerable<string> Ranges(object section, string key)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(section, new ValidationContext(section), results, validateAllProperties: true);
        return results.Select(result => $"{key}: {result.ErrorMessage}");
    }

    private static IEnumerable<string> ConnectionProblems(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return "actorplatform.storage.postgres.connection-string is empty, and actorplatform.storage.provider is postgres; give one, or use sqlite.";
            yield break;
        }

        if (ProblemOf(text) is { } problem)
        {
            yield return $"actorplatform.storage.postgres.connection-string: {problem}";
        }
    }

    private static string? ProblemOf(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host: null or "" } ? "it names no Host." : null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
