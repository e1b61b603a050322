using System.Globalization;
using ActorPlatform.Hocon.Syntax;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>Joins the pieces of one value once it is known what their substitutions are: texts, or lists, or objects.</summary>
internal sealed class Concatenation(ConcatenationNode node, Resolver resolver)
{
    public Outcome Evaluate()
    {
        var parts = new List<(Node Piece, Outcome Outcome)>();
        foreach (var piece in node.Pieces)
        {
            if (piece is not WhitespaceNode)
                parts.Add((piece, resolver.Evaluate(new NodeLayer(piece))));
        }

        return Join(parts);
    }

    private Outcome Join(List<(Node Piece, Outcome Outcome)> parts)
    {
        var values = parts.FindAll(part => part.Outcome is not MissingOutcome);
        if (values.Exists(part => part.Outcome is ContainerOutcome))
            return JoinContainers(values);
        return values.Count == 0 && parts.Count == node.Pieces.Count
            ? MissingOutcome.Instance
            : JoinTexts(parts.ToDictionary(part => part.Piece, part => part.Outcome));
    }

    private ScalarOutcome JoinTexts(Dictionary<Node, Outcome> outcomes)
    {
        var texts = node.Pieces.Select(piece => piece switch
        {
            WhitespaceNode blank => blank.Text,
            _ => outcomes[piece] is ScalarOutcome scalar ? scalar.Node.Text : "",
        }).ToList();
        resolver.Budget.Spend(texts.Sum(text => (long)text.Length), node.Origin);
        return new ScalarOutcome(new ScalarNode(node.Origin, HoconScalarKind.Text, string.Concat(texts)));
    }

    private Outcome JoinContainers(List<(Node Piece, Outcome Outcome)> values)
    {
        var text = values.Find(value => value.Outcome is ScalarOutcome);
        if (text.Piece is not null)
            throw Mixed(text.Piece, values.Find(value => value.Outcome is not ScalarOutcome).Outcome);
        if (!values.Exists(value => value.Outcome is ListOutcome))
            return new ObjectOutcome(node, [.. values.Select(value => new NodeLayer(value.Piece)).Reverse()]);
        var lists = values.ConvertAll(value => value.Outcome as ListOutcome ?? NumberedToList(value.Piece, (ObjectOutcome)value.Outcome));
        resolver.Budget.Spend(lists.Sum(list => (long)list.Items.Count), node.Origin);
        return new ListOutcome(node, [.. lists.SelectMany(list => list.Items)]);
    }

    /// <summary>An object with the keys 0, 1, … beside a list is a list: environments and property files know no other way.</summary>
    private ListOutcome NumberedToList(Node piece, ObjectOutcome value)
    {
        var items = new FieldKeys(resolver).Of(value)
            .Select(key => (Key: key, Number: int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1))
            .Where(item => item.Number >= 0)
            .OrderBy(item => item.Number)
            .Select(item => Resolver.Child(value.Layers, item.Key))
            .ToList();
        return items.Count > 0 ? new ListOutcome(value.Definition, items) : throw new HoconException(
            piece.Origin,
            "a list and an object in one value; allowed: only texts, only lists or only objects");
    }

    private static HoconException Mixed(Node text, Outcome other) => new(
        text.Origin,
        $"text{(text is SubstitutionNode ? $" ({text})" : "")} joined with {(other is ListOutcome ? "a list" : "an object")} ({((ContainerOutcome)other).Origin}); allowed: only texts, only lists or only objects");
}
