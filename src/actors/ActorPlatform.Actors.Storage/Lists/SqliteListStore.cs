using ActorPlatform.Actors.Storage.Connections;

namespace ActorPlatform.Actors.Storage.Lists;

internal sealed class SqliteListStore(IDatabase database) : ListStore(database, Filter)
{
    private const string Filter = """
        (@kind IS NULL OR kind = @kind) AND (@statuses IS NULL OR status IN (SELECT value FROM json_each(@statuses))) AND (@healths IS NULL OR health IN (SELECT value FROM json_each(@healths)))
        AND (@labels IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(@labels) WHERE instr(labels, value) = 0))
        AND (@tenant IS NULL OR tenant = @tenant) AND (@cluster IS NULL OR cluster = @cluster)
        AND (@text IS NULL OR instr(search, @text) > 0)
        AND (@quarantined IS NULL OR (quarantined IS NOT NULL) = @quarantined)
        """;
}
