using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.Reading;

/// <summary>What is wrong with a request, collected so that all of it is answered at once.</summary>
internal sealed class InputErrors
{
    /// <summary>More than a person reads; the rest is counted.</summary>
    private const int MaxFields = 100;

    private readonly Dictionary<string, List<string>> _errors = [];
    private readonly HashSet<string> _codes = [];
    private int _left;

    public bool IsEmpty => _errors.Count == 0;

    /// <summary>The code that a program may react to: of an unsupported type or mode before others, else the general one.</summary>
    public string Code => _codes.Contains(SpecProblem.TypeNotSupported) ? SpecProblem.TypeNotSupported
        : _codes.Contains(SpecProblem.ModeNotSupported) ? SpecProblem.ModeNotSupported
        : _codes.Count == 1 ? _codes.First()
        : _codes.Any(c => c.StartsWith("spec.", StringComparison.Ordinal)) ? SpecProblem.Invalid : "request.invalid";

    public string Detail => $"{_errors.Sum(e => e.Value.Count) + _left} problem(s), see errors; nothing was changed.";

    public bool Has(string path) => _errors.ContainsKey(path);

    public void Add(string path, string message, string code = "request.invalid")
    {
        _codes.Add(code);
        if (!_errors.TryGetValue(path, out var messages))
        {
            if (_errors.Count >= MaxFields)
            {
                _left++;
                return;
            }

            _errors.Add(path, messages = []);
        }

        if (messages.Count < MaxFields)
            messages.Add(message);
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() => _errors.ToDictionary(e => e.Key, e => e.Value.ToArray());
}
