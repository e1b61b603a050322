using System.CommandLine;
using System.CommandLine.Parsing;
using ActorPlatform.Client.Http;
using ActorPlatform.Hocon.Conversion;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Cli;

/// <summary>Makes commands that ask a running engine.</summary>
internal sealed class Remote(Terminal terminal)
{
    private const string Variable = "ACTORPLATFORM_URL";
    private const string Usual = "http://127.0.0.1:8080";
    private static readonly TimeSpan s_repeatFor = TimeSpan.FromSeconds(5);

    private readonly Option<string?> _server = new("--server") { Description = $"Where the engine listens; else {Variable}, else {Usual}.", HelpName = "URL" };
    private readonly Option<string> _output = Output();

    /// <summary>What may also stand before the commands.</summary>
    public IEnumerable<Option> Options => [_server, _output];

    /// <summary>A command with its symbols and the options that all of them have.</summary>
    public Command Make(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, Session, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols.Concat(Options))
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    public static Argument<string> Job() => new("job") { Description = "The job's id, or its name where only one has it.", HelpName = "JOB" };

    public static Option<string?> Key() => new("--key") { Description = "An idempotency key: repeating the command with it returns the first answer.", HelpName = "KEY" };

    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan bare) => new(name)
    {
        Description = description, HelpName = "DURATION", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => Parse(name, result, bare),
    };

    private static Option<string> Output()
    {
        var option = new Option<string>("--output", "-o") { Description = "table or json; json is what the API answers.", DefaultValueFactory = _ => "table", HelpName = "table|json" };
        option.AcceptOnlyFromAmong("table", "json");
        return option;
    }

    private static TimeSpan? Parse(string name, ArgumentResult result, TimeSpan bare)
    {
        if (result.Tokens.Count == 0)
            return bare;
        if (HoconDuration.TryParseWithUnit(result.Tokens[0].Value, out var value) && value >= TimeSpan.Zero)
            return value;
        result.AddError($"{name}: '{result.Tokens[0].Value}' is no duration; write {name}=60s, or {name} alone behind everything else.");
        return null;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, Session, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var text = parsed.GetValue(_server) ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : Usual);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"'{text}' is no address of an engine; write --server {Usual}.");
        var options = new ActorPlatformHttpOptions { RepeatFor = s_repeatFor };
        if (terminal.IsInteractive)
            options.Repeating = why => terminal.Error.WriteLine($"{address.GetLeftPart(UriPartial.Authority)}: {why} Trying again.");
        using var client = new ActorPlatformHttpClient(address, options);
        return await run(parsed, new Session(client, terminal, parsed.GetValue(_output) == "json", TimeProvider.System), cancellationToken);
    }
}
