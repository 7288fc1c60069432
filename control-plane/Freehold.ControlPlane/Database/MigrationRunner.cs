using Freehold.Hosting;
using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Brings the schema up to this program's. Several may try at once: one works, the others wait and find it done.</summary>
internal sealed class MigrationRunner(NpgsqlDataSource database, ILogger<MigrationRunner> log)
{
    // Any number, the same in all versions: "freehold" in ASCII.
    private const long LockKey = 0x66726565686f6c64;

    /// <exception cref="StartRefusedException">
    /// The database was written by a newer version, or a step that was run differs from ours. Nothing was changed.
    /// </exception>
    public async Task RunAsync(IReadOnlyList<Migration> steps, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migrations (
                  number     integer primary key,
                  name       text not null,
                  checksum   text not null,
                  applied_at timestamptz not null default now()
                )
                """, cancellationToken);

            var applied = await ReadAppliedAsync(connection, cancellationToken);
            RefuseForeign(steps, applied);
            foreach (var step in steps.Where(step => !applied.ContainsKey(step.Number)))
                await ApplyAsync(connection, step, cancellationToken);
        }
        finally
        {
            // The pool would hand the lock on with the connection.
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, (string Name, string Checksum)>();
        await using var command = new NpgsqlCommand("select number, name, checksum from schema_migrations", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            applied[rows.GetInt32(0)] = (rows.GetString(1), rows.GetString(2));
        return applied;
    }

    private static void RefuseForeign(IReadOnlyList<Migration> steps, Dictionary<int, (string Name, string Checksum)> applied)
    {
        var ours = steps.ToDictionary(step => step.Number);
        foreach (var (number, (name, checksum)) in applied.OrderBy(pair => pair.Key))
        {
            if (!ours.TryGetValue(number, out var step))
            {
                throw new StartRefusedException(ExitCodes.Configuration,
                    $"The database has schema step {number:D4}_{name}, which this version does not know (it knows {steps.Count}). "
                    + "A newer version has used this database: start that one or a later one.");
            }

            if (step.Checksum != checksum)
            {
                throw new StartRefusedException(ExitCodes.Configuration,
                    $"Schema step {number:D4}_{name} of the database differs from this version's {step.Number:D4}_{step.Name}. "
                    + "The database was made by another build: use that build, or another database.");
            }
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration step, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, step.Sql, cancellationToken);

        await using var record = new NpgsqlCommand("insert into schema_migrations (number, name, checksum) values ($1, $2, $3)", connection);
        record.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step.Number });
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Name });
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Checksum });
        await record.ExecuteNonQueryAsync(cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        log.StepApplied(step.Number, step.Name);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        // Waiting for another control plane's steps, or a long step of our own.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
