using Npgsql;

namespace Freehold.ControlPlane.Identity;

/// <summary>What became of a revocation.</summary>
internal enum TokenRevocation
{
    /// <summary>It is revoked, by this call or an earlier one.</summary>
    Revoked,

    /// <summary>No such token in the organization.</summary>
    NotFound,

    /// <summary>Nobody could administer the organization any more. Nothing was changed.</summary>
    LastOwner,
}

internal sealed class ApiTokenStore(NpgsqlDataSource database)
{
    /// <returns>Whose token it is; null when it is unknown, revoked or expired.</returns>
    public async Task<Caller?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id, organization_id, name, role
            from api_tokens
            where token_sha256 = $1 and revoked_at is null and (expires_at is null or expires_at > now())
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), Roles.Parse(rows.GetString(3)))
            : null;
    }

    /// <returns>All tokens of an organization, newest first; revoked ones too.</returns>
    public async Task<IReadOnlyList<ApiTokenView>> ListAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id, name, role, created_at, expires_at, revoked_at
            from api_tokens
            where organization_id = $1
            order by id desc
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });

        var tokens = new List<ApiTokenView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            tokens.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3),
                rows.GetFieldValue<DateTimeOffset?>(4), rows.GetFieldValue<DateTimeOffset?>(5)));
        }

        return tokens;
    }

    /// <summary>Stores the hash of a new token.</summary>
    public async Task<ApiTokenView> AddAsync(
        Guid organizationId, string name, Role role, string token, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into api_tokens (id, organization_id, name, role, token_sha256, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            returning created_at
            """;

        var id = Guid.CreateVersion7();
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role.Name() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = ApiToken.HashOf(token) });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)expiresAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new(id, name, role.Name(), rows.GetFieldValue<DateTimeOffset>(0), expiresAt, null);
    }

    /// <summary>Revokes a token, but never the last one of an owner that does not expire by itself.</summary>
    public async Task<TokenRevocation> RevokeAsync(Guid organizationId, Guid tokenId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Two owners that revoke each other's token at the same time: the second waits here and finds itself the last.
        await using (var alone = new NpgsqlCommand("select 1 from organizations where id = $1 for update", connection))
        {
            alone.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
            await alone.ExecuteNonQueryAsync(cancellationToken);
        }

        const string Sql = """
            update api_tokens t
            set revoked_at = coalesce(revoked_at, now())
            where id = $2 and organization_id = $1
              and (t.role <> 'owner' or t.revoked_at is not null or exists (
                select 1
                from api_tokens other
                where other.organization_id = $1 and other.id <> $2 and other.role = 'owner'
                  and other.revoked_at is null and other.expires_at is null))
            """;
        await using var revoke = new NpgsqlCommand(Sql, connection);
        revoke.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        revoke.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        if (await revoke.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            await transaction.CommitAsync(cancellationToken);
            return TokenRevocation.Revoked;
        }

        await using var exists = new NpgsqlCommand("select exists (select 1 from api_tokens where id = $2 and organization_id = $1)", connection);
        exists.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        exists.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        return await exists.ExecuteScalarAsync(cancellationToken) is true ? TokenRevocation.LastOwner : TokenRevocation.NotFound;
    }
}
