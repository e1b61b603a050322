using System.Data;
using System.Data.Common;

namespace ActorPlatform.Actors.Storage.Connections;

/// <summary>Typed parameters: PostgreSQL cannot tell the type of a null.</summary>
internal static class CommandExtensions
{
    public static DbCommand Command(this DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    public static DbCommand Text(this DbCommand command, string name, string? value) => command.Add(name, DbType.String, value);

    public static DbCommand Number(this DbCommand command, string name, long? value) => command.Add(name, DbType.Int64, value);

    public static DbCommand Flag(this DbCommand command, string name, bool? value) => command.Add(name, DbType.Boolean, value);

    private static DbCommand Add(this DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }
}
