using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>Who asked about each application, and when: by the name that requests carry (User-Agent). Thread safe; in memory, the newest turns of each application only.</summary>
internal sealed class Callers(TimeProvider time)
{
    private const int MaxTurns = 200;
    private const int MaxActs = 200;
    private static readonly object s_arrived = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Turn>> _turns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Turn> _newest = new(StringComparer.Ordinal);

    /// <summary>A request is there. What counts is when it came, not when a slow or paused cluster gets to it.</summary>
    public void Arrive(HttpContext context) => context.Items[s_arrived] = time.GetUtcNow();

    /// <summary>It is about this application.</summary>
    public void Note(HttpContext context, string application)
    {
        var (caller, at) = (context.Request.Headers.UserAgent.ToString(), (DateTimeOffset)context.Items[s_arrived]!);
        lock (_gate)
        {
            if (_newest.GetValueOrDefault(application) is not { } turn || turn.Caller != caller)
                turn = Begin(application, caller, at);
            (turn.From, turn.Until) = (at < turn.From ? at : turn.From, at > turn.Until ? at : turn.Until);
            turn.Requests++;
            if (context.Request.Method != "GET" && turn.Acts.Count < MaxActs)
                turn.Acts.Add(at);
        }
    }

    /// <summary>The turns of each application, oldest first: in each only one caller asked.</summary>
    public void Write(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            json.WriteStartObject();
            foreach (var (application, turns) in _turns)
            {
                json.WriteStartArray(application);
                foreach (var turn in turns)
                    Write(json, turn);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("caller", turn.Caller);
        json.WriteString("from", turn.From.UtcDateTime);
        json.WriteString("until", turn.Until.UtcDateTime);
        json.WriteNumber("requests", turn.Requests);
        json.WriteStartArray("acts");
        foreach (var at in turn.Acts)
            json.WriteStringValue(at.UtcDateTime);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Turn Begin(string application, string caller, DateTimeOffset at)
    {
        if (!_turns.TryGetValue(application, out var turns))
            _turns[application] = turns = new Queue<Turn>();
        if (turns.Count == MaxTurns)
            turns.Dequeue();
        var turn = new Turn(caller) { From = at, Until = at };
        turns.Enqueue(turn);
        return _newest[application] = turn;
    }

    private sealed class Turn(string caller)
    {
        public string Caller => caller;

        public DateTimeOffset From { get; set; }

        public DateTimeOffset Until { get; set; }

        public int Requests { get; set; }

        /// <summary>When something was asked to change, not only to be told.</summary>
        public List<DateTimeOffset> Acts { get; } = [];
    }
}
