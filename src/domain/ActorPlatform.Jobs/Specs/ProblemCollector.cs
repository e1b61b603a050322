using System.Collections.Immutable;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Jobs.Specs;

/// <summary>Collects what is wrong, all at once.</summary>
internal sealed class ProblemCollector
{
    private readonly ImmutableArray<SpecProblem>.Builder _problems = ImmutableArray.CreateBuilder<SpecProblem>();

    public ImmutableArray<SpecProblem> ToImmutable() => _problems.ToImmutable();

    public void Add(string path, string message, string code = SpecProblem.Invalid) => _problems.Add(new SpecProblem(path, message, code));

    /// <summary>A text within its length and without control characters.</summary>
    public bool Text(string path, string value, int maxLength)
    {
        if (value.Length == 0 || value.Length > maxLength)
            Add(path, $"has {value.Length} characters; 1 to {maxLength} are allowed.");
        else if (value.Any(char.IsControl))
            Add(path, "contains a control character.");
        else
            return true;
        return false;
    }

    public void Range(string path, long value, long least, long most)
    {
        if (value < least || value > most)
            Add(path, $"is {value}; {least} to {most} are allowed.");
    }

    public void Range(string path, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            Add(path, $"is {value.InWords()}; {least.InWords()} to {most.InWords()} are allowed.");
    }

    public void OneOf(string path, string value, params ReadOnlySpan<string> allowed)
    {
        if (!allowed.Contains(value))
            Add(path, $"is '{Shown(value)}'; allowed: {string.Join(", ", allowed!)}.");
    }

    /// <summary>A value as messages show it: short, and on one line.</summary>
    public static string Shown(string value)
    {
        var cut = value.Length > 80 ? value[..80] + "…" : value;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cut;
    }
}
