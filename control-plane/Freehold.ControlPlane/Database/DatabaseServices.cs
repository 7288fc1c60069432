using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.Database;

internal static class DatabaseServices
{
    /// <summary>Section <c>Database</c>; an <see cref="Npgsql.NpgsqlDataSource"/> once <see cref="StartDatabaseAsync"/> has run.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddOptionsSection(DatabaseOptions.Section, new DatabaseOptionsValidator());
        services.AddSingleton<DatabaseServer>();
        services.AddSingleton(provider => provider.GetRequiredService<DatabaseServer>().Source);
        return services;
    }

    /// <summary>
    /// Starts the database before anything is made that needs it. Its end is the container's: made first, disposed last.
    /// </summary>
    public static Task StartDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DatabaseServer>().StartAsync(cancellationToken);
}
