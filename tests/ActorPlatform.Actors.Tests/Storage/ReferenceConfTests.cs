using System.Reflection;
using ActorPlatform.Actors.Storage.Configuration;
using Akka.Configuration;

namespace ActorPlatform.Actors.Tests.Storage;

/// <summary>reference.conf tells every key with the default that the class has.</summary>
public sealed class ReferenceConfTests
{
    [Fact]
    public void Storage_EveryKey_StandsThereWithItsDefault()
    {
        var config = ConfigurationFactory.ParseString(File.ReadAllText(FindFile("hocon/reference.conf"))).GetConfig("actorplatform.storage");

        var differences = Differences(new StorageOptions(), config).ToArray();

        differences.ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(object options, Config config)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var key = string.Concat(property.Name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
            var value = property.GetValue(options);
            if (!config.HasPath(key))
            {
                yield return $"{key} is missing";
            }
            else if (property.PropertyType.Namespace == typeof(StorageOptions).Namespace && property.PropertyType.IsClass)
            {
                foreach (var difference in Differences(value!, config.GetConfig(key)))
                {
                    yield return $"{key}.{difference}";
                }
            }
            else if (!IsDefault(value, config, key))
            {
                yield return $"{key} is {config.GetString(key)}, the class has {value}";
            }
        }
    }

    private static bool IsDefault(object? value, Config config, string key) => value switch
    {
        TimeSpan duration => config.GetTimeSpan(key) == duration,
        int number => config.GetInt(key) == number,
        null => config.GetString(key)?.Length == 0,
        _ => string.Equals(config.GetString(key), value.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static string FindFile(string path)
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new FileNotFoundException($"{path} is in no folder above the tests.");
    }
}
