using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>Random files that include each other, themselves, and what is not there: a value or an error with its place, within the limits.</summary>
public sealed class FileFuzzTests
{
    private const int Files = 5;
    private static readonly HoconReadOptions s_limits = HoconTexts.Options() with { MaxWork = 20_000, MaxIncludes = 50 };

    private static readonly string[] s_statements =
    [
        "include \"f{0}\"", "include \"f{0}.conf\"", "include required(\"f{0}.conf\")", "include file(\"f{0}.conf\")", "include \"missing\"", "o{1} {{ include \"f{0}.conf\" }}", "l = [{{ include \"f{0}.conf\" }}]",
        "k{0} = ${{k{1}}}", "k{0} = ${{?k{1}}} [1]", "k{0} += {1}", "o{0} {{ a = ${{?k{1}}} }}", "o{0} = ${{?o{1}}} {{ b = {1} }}", "k{0} = {1}", "include \"f{0}.conf\" x",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_RandomFiles_GivesValueOrError(int seed)
    {
        var random = new Random(seed);
        var (values, errors) = (0, 0);
        for (var round = 0; round < 100; round++)
        {
            using var files = Write(random);
            try
            {
                HoconFile.Read(files.Path("f0.conf"), s_limits).ToJsonText().ShouldNotBeEmpty();
                values++;
            }
            catch (HoconException exception)
            {
                exception.Origin.Source.ShouldNotBeNullOrEmpty($"seed {seed}, round {round}");
                errors++;
            }
        }

        (values > 0 && errors > 0).ShouldBeTrue($"{values} values and {errors} errors: the files are all of one kind");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_RandomBytes_GivesValueOrError(int seed)
    {
        var random = new Random(seed);
        using var files = new TemporaryFiles();
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(2_000)];
            random.NextBytes(bytes);
            File.WriteAllBytes(files.Path("f.conf"), bytes);
            try
            {
                HoconFile.Read(files.Path("f.conf"), s_limits);
            }
            catch (HoconException exception)
            {
                exception.Message.ShouldContain("f.conf");
            }
        }
    }

    private static TemporaryFiles Write(Random random)
    {
        var files = new TemporaryFiles();
        for (var file = 0; file < Files; file++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Format(s_statements[random.Next(s_statements.Length)], random.Next(Files), random.Next(Files)));
            files.With($"f{file}.conf", string.Join('\n', lines));
        }

        return files;
    }
}
