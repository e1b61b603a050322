using System.Text;

namespace ActorPlatform.Hocon.Syntax;

internal sealed partial class Parser
{
    private const string IncludeForms = "allowed: include \"file\", include file(\"file\"), include required(\"file\"), include required(file(\"file\"))";

    private bool _includedInList;

    private void ParseInclude(ObjectNode target, ParseScope scope)
    {
        var at = _tokens.Take().Origin;
        _tokens.SkipBlank();
        var opening = TakeWrapping();
        if (_tokens.Current.Kind != TokenKind.Quoted)
            throw _tokens.Error($"{_tokens.Current.Describe()} after include, which needs a quoted file name; {IncludeForms}");
        var name = _tokens.Take().Text;
        var closing = opening.Length == 0 ? "" : TakeWrapping();
        var required = opening switch
        {
            "" or "file(" => false,
            "required(" or "required(file(" => true,
            _ => throw new HoconException(at, $"include {opening}…) is not known here; {IncludeForms}"),
        };
        if (closing != new string(')', opening.Count(c => c == '(')))
            throw new HoconException(at, $"the parentheses of the include do not match; {IncludeForms}");
        foreach (var file in includes.Find(source, name, required, at))
            new Parser(file, includes, options) { _includedInList = scope.InList }.ParseRootInto(target, scope.Included());
    }

    /// <summary>What stands around the file name, without white space: <c>required(file(</c>, or as many closing parentheses.</summary>
    private string TakeWrapping()
    {
        var wrapping = new StringBuilder();
        while (_tokens.Current.Kind is TokenKind.Unquoted or TokenKind.Whitespace)
        {
            var token = _tokens.Take();
            if (token.Kind == TokenKind.Unquoted)
                wrapping.Append(token.Text);
        }

        return wrapping.ToString();
    }
}
