namespace ActorPlatform.Edge.Tests.Architecture;

/// <summary>Which project may refer to which: domain decides, actors execute and remember, clusters talk to the world, edge lets people in.</summary>
internal static class Layers
{
    private const string Prefix = "ActorPlatform.";

    public static IEnumerable<string> Violations(Project project)
    {
        foreach (var reference in project.References.Where(r => !MayReferTo(project, r[Prefix.Length..])))
            yield return $"{project.Name} must not refer to {reference}";
        foreach (var package in project.Packages.Where(p => !MayUse(project, p)))
            yield return $"{project.Name} must not use the package {package}";
    }

    private static bool MayReferTo(Project project, string target) => project.Name[Prefix.Length..] switch
    {
        "Behaviors" or "Actors.Storage" or "Hocon" or "Sandbox" => false,
        "Jobs" or "Recovery" => target == "Behaviors",
        "Actors" => target is "Behaviors" or "Actors.Storage",
        "Actors.TestKit" => target is "Behaviors" or "Actors",
        "Actors.Jobs" => target is "Actors" or "Jobs",
        "Api" or "Client" => target == "Jobs",
        "Hosting" => target is not ("Host" or "Api" or "Client"),
        "Host" => target is "Api" or "Hosting" or "Hocon" or "Client",
        _ when project.Folder.StartsWith("src/clusters/", StringComparison.Ordinal) => target is "Behaviors" or "Jobs" or "Recovery" || (target != "Sandbox" && IsCluster(target)),
        _ => false,
    };

    private static bool MayUse(Project project, string package)
    {
        if (project.Folder.StartsWith("src/domain/", StringComparison.Ordinal))
            return false;
        return !package.StartsWith("Akka", StringComparison.Ordinal) || (project.Folder.StartsWith("src/actors/", StringComparison.Ordinal) && project.Name != "ActorPlatform.Actors.Storage");
    }

    private static bool IsCluster(string target) => Repository.SourceProjects.Any(p => p.Name == Prefix + target && p.Folder.StartsWith("src/clusters/", StringComparison.Ordinal));
}
