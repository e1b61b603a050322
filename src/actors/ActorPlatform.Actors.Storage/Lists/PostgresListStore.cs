using ActorPlatform.Actors.Storage.Connections;

namespace ActorPlatform.Actors.Storage.Lists;

internal sealed class PostgresListStore(IDatabase database) : ListStore(database, Filter)
{
    private const string Filter = """
        (@kind IS NULL OR kind = @kind) AND (@statuses IS NULL OR status = ANY(@statuses)) AND (@healths IS NULL OR health = ANY(@healths))
        AND (@labels IS NULL OR NOT EXISTS (SELECT 1 FROM unnest(@labels) AS wanted(label) WHERE strpos(labels, wanted.label) = 0))
        AND (@tenant IS NULL OR tenant = @tenant) AND (@cluster IS NULL OR cluster = @cluster)
        AND (@text IS NULL OR strpos(search, @text) > 0)
        AND (@quarantined IS NULL OR (quarantined IS NOT NULL) = @quarantined)
        """;
}
