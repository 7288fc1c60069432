using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.State;
using Freehold.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Identity;

/// <summary>Gives an empty database an organization, a project and an owner's token, so that somebody can begin.</summary>
internal sealed class FirstStart(
    NpgsqlDataSource database, IOptions<IdentityOptions> identity, IOptions<DatabaseOptions> state, ILogger<FirstStart> log)
{
    // Any number, the same in all versions; another one than that of the migrations.
    private const long LockKey = 0x66726565686f6c65;

    private string TokenFile => Path.GetFullPath(identity.Value.BootstrapTokenFile ?? state.Value.StatePath("owner.token"));

    /// <summary>Does nothing when there is an organization already. Several control planes may call it at once.</summary>
    /// <exception cref="StartRefusedException">The token's file cannot be read or written, or holds something else.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({LockKey})", connection))
            await alone.ExecuteNonQueryAsync(cancellationToken);
        await using (var any = new NpgsqlCommand("select exists (select 1 from organizations)", connection))
        {
            if (await any.ExecuteScalarAsync(cancellationToken) is true)
                return;
        }

        // The file first: should we die before the commit, the next start takes the token from it.
        var token = ReadOrWriteToken();
        await InsertAsync(connection, token, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        log.FirstOwner(TokenFile);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string token, CancellationToken cancellationToken)
    {
        const string Sql = """
            with organization as (
              insert into organizations (id, slug, name) values ($1, 'default', 'Default') returning id
            ), project as (
              insert into projects (id, organization_id, slug, name) select $2, id, 'default', 'Default' from organization
            )
            insert into api_tokens (id, organization_id, name, role, token_sha256)
            select $3, id, 'first owner', 'owner', $4 from organization
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        for (var id = 0; id < 3; id++)
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = ApiToken.HashOf(token) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string ReadOrWriteToken()
    {
        try
        {
            if (!File.Exists(TokenFile))
            {
                var made = ApiToken.New();
                StateFile.WritePrivate(TokenFile, made);
                return made;
            }

            var token = File.ReadAllText(TokenFile).Trim();
            return ApiToken.IsWellFormed(token)
                ? token
                : throw new StartRefusedException(ExitCodes.Configuration,
                    $"The file {TokenFile} must hold one API token: fh_ and 32 random bytes in base64url. Delete it to have one made.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCodes.Configuration, $"The file {TokenFile} of the first owner's token: {e.Message}");
        }
    }
}
