namespace ActorPlatform.Chaos.Processes;

/// <summary>The configuration of a node: real in all that concerns ownership, short in what jobs are given, so that each operation ends soon after the faults.</summary>
internal static class SiteConfiguration
{
    // A frozen node's post arrives when it wakes: post-lateness is longer than the longest pause of the nemesis, as an operator would set it.
    /// <param name="listens">The port where its actor system listens.</param>
    /// <param name="reached">Where other nodes reach it: a way that can be cut.</param>
    /// <param name="database">Its way to the database.</param>
    public static string Of(EngineNode node, int listens, int reached, string database, string sandbox) => $$"""
        akka.remote.dot-netty.tcp { port = {{listens}}, public-port = {{reached}} }
        actorplatform {
          installation = "chaos"
          http.url = "{{node.Address.GetLeftPart(UriPartial.Authority)}}"
          node { name = "{{node.Name}}", advertise = "127.0.0.1:{{listens}}" }
          storage { provider = postgres, postgres.connection-string = "{{database}}" }
          jobs {
            prepare-within = 60s
            post-within = 30s
            post-lateness = 30s
            verify-within = 90s
            suspend-within = 60s
            kill-within = 60s
            savepoint-within = 60s
            look-first = 10s
            container-timeout = 60s
            observer { every = 1s, unreachable-max = 3s }
            monitor { fast = 500ms, slow = 2s }
            attempts { backoff-max = 3s, poll-max = 1s }
          }
          include "{{sandbox}}"
          clusters.a.timeouts { connect = 2s, call = 5s, job-manager = 4s, grace = 20s }
        }

        """;
}
