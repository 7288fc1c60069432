using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>How the control plane connects: as it was told, and with our own defaults for what was not said. Pure.</summary>
internal static class ConnectionSettings
{
    public static NpgsqlConnectionStringBuilder Of(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "freehold-control-plane";
        // Half of PostgreSQL's default, so that two control planes and a person with psql fit.
        if (!Says(settings, "Maximum Pool Size"))
            settings.MaxPoolSize = 45;
        // Planning costs as much as running, for statements as short as ours: a claim takes half the time prepared. A pooler
        // that hands out a connection a transaction needs Max Auto Prepare=0 in the connection string.
        if (!Says(settings, "Max Auto Prepare"))
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);

        return settings;
    }

    // ContainsKey would say whether there is such a setting at all.
    private static bool Says(NpgsqlConnectionStringBuilder settings, string keyword) => settings.ShouldSerialize(keyword);
}
