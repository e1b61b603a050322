using ActorPlatform.Hocon.Syntax;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>Says why a substitution that must have a value has none.</summary>
/// <param name="node">The substitution.</param>
/// <param name="active">What was being resolved, the outermost first.</param>
/// <param name="lookedBack">Whether the search came back to something that was being resolved.</param>
internal sealed class SubstitutionFailure(SubstitutionNode node, IReadOnlyList<Node> active, bool lookedBack)
{
    private const int ChainLength = 12;

    public HoconException ToException() => new(node.Origin, lookedBack ? Cycle() : Missing());

    private string Missing() =>
        $"{node} has no value: no such key in the configuration, and no environment variable of that name; define it, or write "
        + $"${{?{HoconPath.Render(node.Path)}}} where it may be absent";

    private string Cycle()
    {
        var chain = active.OfType<SubstitutionNode>().TakeLast(ChainLength).Select(link => $"{link} ({link.Origin})");
        return $"{node} is part of a cycle, and there is no former value to look back to: {string.Join(" → ", chain)}";
    }
}
