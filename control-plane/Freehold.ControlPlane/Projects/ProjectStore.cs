using Npgsql;

namespace Freehold.ControlPlane.Projects;

internal sealed class ProjectStore(NpgsqlDataSource database)
{
    /// <returns>The project's id, or null when the organization has none of this name.</returns>
    public async Task<Guid?> FindAsync(Guid organizationId, string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select id from projects where organization_id = $1 and slug = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <returns>The organization's name in addresses and those of its projects, in order.</returns>
    public async Task<(string Organization, IReadOnlyList<string> Projects)> ListAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select o.slug, coalesce(array_agg(p.slug order by p.slug) filter (where p.slug is not null), '{}')
            from organizations o
            left join projects p on p.organization_id = o.id
            where o.id = $1
            group by o.slug
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetString(0), rows.GetFieldValue<string[]>(1));
    }
}
