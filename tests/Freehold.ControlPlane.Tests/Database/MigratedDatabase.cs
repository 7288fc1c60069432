using Freehold.ControlPlane.Database;
using Freehold.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Database;

/// <summary>Databases with the whole schema and nothing in it.</summary>
internal static class MigratedDatabase
{
    public static Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync("control_plane", async connectionString =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new MigrationRunner(source, NullLogger<MigrationRunner>.Instance).RunAsync(Migration.All, CancellationToken.None);
    });
}
