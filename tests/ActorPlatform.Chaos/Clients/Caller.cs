using System.Text.Json.Nodes;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Processes;

namespace ActorPlatform.Chaos.Clients;

/// <summary>Sends a command until its outcome is known or its time is over, each attempt through any node, always under the same key.</summary>
internal sealed class Caller(Site site, Recorder recorder)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);

    /// <returns>The id that was answered; null where it was refused, or nobody knows.</returns>
    public async Task<string?> CommandAsync(string job, string action, JsonObject body, string key, Random random, int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            var attempt = await AttemptAsync(job, action, body, key, random);
            if (attempt.Outcome != Outcome.Unknown)
                return attempt.Outcome == Outcome.Acknowledged ? attempt.Answer : null;
            await Task.Delay(s_pause);
        }

        return null;
    }

    /// <summary>One attempt, and no more.</summary>
    public async Task<Attempt> AttemptAsync(string job, string action, JsonObject body, string key, Random random)
    {
        var node = site.Nodes[random.Next(site.Nodes.Count)];
        var sent = recorder.Now;
        var answer = await site.Api.SendAsync(HttpMethod.Post, node.Address, $"/api/v1/jobs/{job}/{action}", body.DeepClone(), key);
        var attempt = new Attempt(key, job, action, node.Name, sent, recorder.Now, OutcomeOf(answer), answer is { Status: 202 } ? answer.Text("id") ?? "no id" : $"{answer.Status} {answer.Text("code")}");
        recorder.Add(attempt);
        return attempt;
    }

    private static Outcome OutcomeOf(ApiAnswer answer) => answer switch
    {
        { Status: 202 } => Outcome.Acknowledged,
        { Status: ApiAnswer.Lost or 503 or 429 } => Outcome.Unknown,
        { Status: 409 } when answer.Text("code") == "idempotency.in-progress" => Outcome.Unknown,
        { Status: >= 400 and < 500 } => Outcome.Refused,
        _ => Outcome.Fault,
    };
}
